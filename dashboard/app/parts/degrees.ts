import type { DegreeLevel } from "../gql/graphql";

/** The degrees that somebody can be asked to have at least, from the lowest up. */
export const DEGREES: DegreeLevel[] = ["SECONDARY", "ASSOCIATE", "BACHELOR", "MASTER", "DOCTOR"];
