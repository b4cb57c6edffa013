/** Why a request is refused, in plain words: what is wrong, where (`path`), and what to do. */
export class BadRequest extends Error {
  constructor(
    message: string,
    readonly status: 400 | 404 | 413 | 415 = 400,
    readonly path?: string,
  ) {
    super(message)
  }

  /** In the form of Payload's own errors, so that the admin shows the message at the field. */
  response(): Response {
    const { message, path } = this
    const error =
      path === undefined
        ? { message }
        : { name: 'ValidationError', message, data: { errors: [{ path, message }] } }
    return Response.json({ errors: [error] }, { status: this.status })
  }
}

/** Refuses a value: `“costs.2” is null, and must be an object.` */
export const refuseValue = (path: string, value: unknown, expected: string): never => {
  throw new BadRequest(
    `The request was refused: “${shorten(path)}” is ${describe(value)}, and must be ${expected}.`,
    400,
    path,
  )
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string') return `“${shorten(value)}”`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** Names in a request may be as long as the request. */
export const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
