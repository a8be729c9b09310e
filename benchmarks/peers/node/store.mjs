// What the Node peers share: the database, the token check, and loads batched by hand.
//
// In the peers' favour: better-sqlite3, and Bun's own driver under Bun, answer synchronously, so a batch
// needs no promises; verified tokens are remembered, but with --check-tokens; statements are prepared once.

import { createVerifier } from "fast-jwt";
import { readFileSync } from "node:fs";

export const typeDefs = readFileSync(new URL("../schema.graphql", import.meta.url), "utf8");

const database = await opened(process.env.BENCHMARK_DATABASE);
const verify = createVerifier({
  key: process.env.GATEWAY_JWT_SECRET,
  algorithms: ["HS256"],
  requiredClaims: ["sub", "iat", "exp", "jti"],
  cache: process.argv.includes("--check-tokens") ? false : 4096,
  cacheKeyBuilder: (token) => token,
});

const STATUS_TEXTS = {
  uploaded: "上传成功",
  analysing: "分析中",
  analysed: "分析完成",
  failed: "分析失败",
};

const selectViewer = database.prepare("SELECT id, username, role, token_version FROM users WHERE id = ?");
const selectResume = database.prepare("SELECT id, state, upload_time, user_id FROM resumes WHERE id = ?");
const selectResumes = database.prepare(
  "SELECT id, state, upload_time FROM resumes WHERE user_id = ? ORDER BY id LIMIT ?",
);
const countResumes = database.prepare("SELECT count(*) AS count FROM resumes WHERE user_id = ?");

const selectAnalyses = byCount(
  (places) =>
    "SELECT resume_id, name, age_stated, birth_date, email, phone, career_interest" +
    ` FROM analyses WHERE resume_id IN (${places})`,
);
const selectMatches = byCount(
  (places) =>
    "SELECT resume_id, position, salary_range, score, analysis FROM matches" +
    ` WHERE resume_id IN (${places}) AND rank <= ? ORDER BY resume_id, rank`,
);

/** Return the viewer behind an Authorization header, null where there is none. */
export function authenticate(authorization) {
  if (!authorization?.startsWith("Bearer ")) return null;
  let claims;
  try {
    claims = verify(authorization.slice(7));
  } catch {
    return null;
  }
  const row = selectViewer.get(Number(claims.sub));
  if (row === undefined || row.token_version !== claims.ver) return null;
  return { id: globalId("User", row.id), databaseId: row.id, username: row.username, role: row.role };
}

/** Resumes that are loaded together, and what belongs to them, once it is needed. */
class Batch {
  #ids;
  #analyses = null;
  #matches = new Map();

  constructor(ids) {
    this.#ids = ids;
  }

  analysis(resumeId) {
    if (this.#analyses === null) {
      const today = new Date();
      this.#analyses = new Map();
      for (const row of selectAnalyses(this.#ids.length).all(...this.#ids)) {
        this.#analyses.set(row.resume_id, {
          basicInfo: {
            name: row.name,
            age: ageOn(row.age_stated, row.birth_date, today),
            contact: { email: row.email, phone: row.phone },
          },
          careerInterest: row.career_interest,
        });
      }
    }
    return this.#analyses.get(resumeId) ?? null;
  }

  matches(resumeId, first) {
    let found = this.#matches.get(first);
    if (found === undefined) {
      found = new Map(this.#ids.map((id) => [id, []]));
      for (const row of selectMatches(this.#ids.length).all(...this.#ids, first)) {
        found.get(row.resume_id).push({
          position: row.position,
          salaryRange: row.salary_range,
          matchScore: scoreText(row.score),
          analysis: row.analysis,
        });
      }
      this.#matches.set(first, found);
    }
    return found.get(resumeId);
  }
}

class Resume {
  #batch;

  constructor(row, batch) {
    this.id = globalId("Resume", row.id);
    this.databaseId = row.id;
    this.status = STATUS_TEXTS[row.state];
    this.uploadTime = row.upload_time;
    this.#batch = batch;
  }

  loadAnalysis() {
    return this.#batch.analysis(this.databaseId);
  }

  loadMatches(first) {
    return this.#batch.matches(this.databaseId, first);
  }
}

export const resolvers = {
  Query: {
    me: (_root, _arguments, { viewer }) => viewer,
    resume(_root, { id }, { viewer }) {
      const [kind, number] = Buffer.from(id, "base64").toString().split(":");
      const row = kind === "Resume" ? selectResume.get(Number(number)) : undefined;
      if (row === undefined || (row.user_id !== viewer.databaseId && viewer.role !== "admin")) return null;
      return new Resume(row, new Batch([row.id]));
    },
  },
  User: {
    resumes(viewer, { first }) {
      const rows = selectResumes.all(viewer.databaseId, first + 1);
      const hasNextPage = rows.length > first;
      const totalCount = hasNextPage ? countResumes.get(viewer.databaseId).count : rows.length;
      if (hasNextPage) rows.pop();
      const batch = new Batch(rows.map((row) => row.id));
      const edges = rows.map((row) => ({ node: new Resume(row, batch) }));
      return { totalCount, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.node.id ?? null }, edges };
    },
  },
  Resume: {
    analysis: (resume) => resume.loadAnalysis(),
    matches: (resume, { first }) => resume.loadMatches(first),
  },
};

async function opened(path) {
  if (process.versions.bun) {
    const { Database } = await import("bun:sqlite");
    return new Database(path, { create: false, readwrite: true });
  }
  const { default: Database } = await import("better-sqlite3");
  return new Database(path, { fileMustExist: true });
}

function byCount(write) {
  const statements = new Map();
  return (count) => {
    let statement = statements.get(count);
    if (statement === undefined) {
      statement = database.prepare(write(Array(count).fill("?").join(",")));
      statements.set(count, statement);
    }
    return statement;
  };
}

function globalId(kind, number) {
  return btoa(`${kind}:${number}`);
}

function ageOn(stated, birthDate, today) {
  if (stated !== null || birthDate === null) return stated;
  const [year, month = 0, day = 0] = birthDate.split("-").map(Number);
  const years = today.getFullYear() - year;
  const present = today.getMonth() + 1;
  return month > present || (month === present && day > today.getDate()) ? years - 1 : years;
}

// As Python rounds: a half goes to the even neighbour.
function scoreText(score) {
  const percent = score * 100;
  const whole = Math.floor(percent);
  return `${percent - whole === 0.5 ? whole + (whole % 2) : Math.round(percent)}%`;
}
