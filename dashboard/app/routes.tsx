import { lazy, Suspense, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";

import { useSession } from "./client/SessionProvider";
import { Empty, Skeleton } from "./parts/Notes";
import { Boundary } from "./shell/Boundary";
import { Shell } from "./shell/Shell";
import { useText } from "./texts";
import { UploadsProvider } from "./views/resumes/UploadsProvider";
import { type Made, SignIn } from "./views/signing/SignIn";

const Account = lazy(() => import("./views/account/Account"));
const Compare = lazy(() => import("./views/compare/Compare"));
const Candidates = lazy(() => import("./views/candidates/Candidates"));
const Import = lazy(() => import("./views/importing/Import"));
const Position = lazy(() => import("./views/positions/Position"));
const Positions = lazy(() => import("./views/positions/Positions"));
const AllResumes = lazy(() => import("./views/allResumes/AllResumes"));
const ResumeView = lazy(() => import("./views/resume/ResumeView"));
const Audit = lazy(() => import("./views/audit/Audit"));
const Failures = lazy(() => import("./views/failures/Failures"));
const Overview = lazy(() => import("./views/overview/Overview"));
const Users = lazy(() => import("./views/users/Users"));
const Review = lazy(() => import("./views/review/Review"));
const Resumes = lazy(() => import("./views/resumes/Resumes"));

/** Every view under its path; what only some need is loaded when they go there. */
export function Views() {
  const { viewer, isUnreachable } = useSession();
  const [location] = useLocation();
  if (viewer === undefined) return isUnreachable ? <Unreachable /> : <Waiting />;
  if (viewer === null) return <SignedOut />;
  return (
    <UploadsProvider>
      <Shell>
        <Boundary key={location}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/" component={Resumes} />
              <Route path="/candidates" component={Candidates} />
              <Route path="/positions" component={Positions} />
              <Route path="/positions/import" component={Import} />
              <Route path="/positions/:id" component={Position} />
              <Route path="/all-resumes" component={AllResumes} />
              <Route path="/review" component={Review} />
              <Route path="/users" component={Users} />
              <Route path="/overview" component={Overview} />
              <Route path="/failures" component={Failures} />
              <Route path="/audit" component={Audit} />
              <Route path="/resumes/:id" component={ResumeView} />
              <Route path="/compare/:older/:newer" component={Compare} />
              <Route path="/account" component={Account} />
              <Route path="/login">
                <Redirect to="/" replace />
              </Route>
              <Route path="/register">
                <Redirect to="/" replace />
              </Route>
              <Route component={NoSuchPage} />
            </Switch>
          </Suspense>
        </Boundary>
      </Shell>
    </UploadsProvider>
  );
}

/** The signed-out see the form where they wanted to go, and are there once they are signed in. */
function SignedOut() {
  const [location, go] = useLocation();
  const [made, setMade] = useState<Made | null>(null);
  const registers = location === "/register";
  const signInTo = (account: Made) => {
    setMade(account);
    go("/login", { replace: true });
  };
  return <SignIn key={location} register={registers} made={registers ? null : made} onMade={signInTo} />;
}

function Waiting() {
  return (
    <div className="mx-auto max-w-3xl p-8">
      <Skeleton />
    </div>
  );
}

function Unreachable() {
  const t = useText();
  return (
    <main className="mx-auto max-w-3xl p-8">
      <div role="alert" className="space-y-2 rounded-xl border border-line bg-card p-6">
        <h1 className="text-lg font-semibold">{t("page.unreachable")}</h1>
        <p className="text-soft">{t("page.unreachableText")}</p>
      </div>
    </main>
  );
}

function NoSuchPage() {
  const t = useText();
  return (
    <Empty title={t("page.notFound")}>
      <a href="./" className="text-accent underline">
        {t("page.home")}
      </a>
    </Empty>
  );
}
