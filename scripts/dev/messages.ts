/** What the database program tells the one that started it, besides its exit code. */
export type DatabaseMessage =
  | { kind: 'progress'; line: string }
  | { kind: 'refused'; message: string }
  | { kind: 'ready'; firstUser?: { email: string; password: string }; isSeeded: boolean }
