/** SQLite refuses to store the id of a document that does not exist; MongoDB stores it. */
export const isForeignKeyError = (error: unknown): boolean =>
  error instanceof Error &&
  (/FOREIGN KEY constraint failed/.test(error.message) || isForeignKeyError(error.cause))
