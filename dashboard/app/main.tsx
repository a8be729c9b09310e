import "./styles.css";

import { createRoot } from "react-dom/client";
import { Router } from "wouter";

import { APP_PATH } from "./client/place";
import { SessionProvider } from "./client/SessionProvider";
import { refuseStrayFiles } from "./parts/dropping";
import { Toasts } from "./parts/Toasts";
import { Views } from "./routes";
import { showTheme } from "./shell/theme";
import { chosenLanguage, speak } from "./texts";

showTheme();
refuseStrayFiles();
await speak(chosenLanguage());

createRoot(document.getElementById("app")!).render(
  <Router base={APP_PATH}>
    <SessionProvider>
      <Toasts>
        <Views />
      </Toasts>
    </SessionProvider>
  </Router>,
);
