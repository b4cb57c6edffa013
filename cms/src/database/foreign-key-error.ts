/** SQLite refuses to store the id of a document that does not exist; MongoDB stores it. */
export const isForeignKeyError = (error: unknown): boolean =>
  error instanceof Error &&
  (/FOREIGN KEY constraint failed/.test(error.message) || isForeignKeyError(error.cause))

/** MongoDB refuses a text as an id of a document when it is none of its object ids. */
export const isInvalidId = (error: unknown): boolean =>
  error instanceof Error && (['BSONError', 'CastError'].includes(error.name) || isInvalidId(error.cause))
