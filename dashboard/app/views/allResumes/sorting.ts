import type { ResumeOrder } from "../../gql/graphql";

const ORDERS_OF: Record<string, [first: ResumeOrder, second: ResumeOrder]> = {
  UPLOAD_TIME: ["UPLOAD_TIME_DESC", "UPLOAD_TIME_ASC"],
  FILE_NAME: ["FILE_NAME_ASC", "FILE_NAME_DESC"],
  ID: ["ID_ASC", "ID_DESC"],
};

/** How an order sorts a column; null where it sorts another, undefined where the server cannot sort by the column. */
export function directionOf(column: string, order: ResumeOrder, isBlind: boolean): "ascending" | "descending" | null | undefined {
  const orders = ORDERS_OF[column];
  if (!orders || (isBlind && column === "FILE_NAME")) return undefined;
  if (!orders.includes(order)) return null;
  return order.endsWith("_ASC") ? "ascending" : "descending";
}

/** The order after the head of a column was pressed. */
export function nextOrder(column: string, order: ResumeOrder): ResumeOrder {
  const [first, second] = ORDERS_OF[column] ?? ["UPLOAD_TIME_DESC", "UPLOAD_TIME_ASC"];
  return order === first ? second : first;
}
