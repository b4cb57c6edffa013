import { addDataAndFileToRequest, APIError, type PayloadRequest } from 'payload'
import { maxFileSize } from '../media/accepted-file'
import { BadRequest, isObject } from './bad-request'
import { checkJsonText } from './json-text'
import { checkLimits, limits } from './limits'

/**
 * Reads and parses the body of a request into `req.data` and `req.file`, as Payload does, and throws `BadRequest` for one that
 * is too large or cannot be read. Payload's own parser then finds no body and leaves both as they are.
 */
export async function receiveBody(req: PayloadRequest): Promise<void> {
  if (!req.body) return define(req, { json: () => Promise.resolve(req.data ?? {}) })
  const contentType = (req.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  const isForm = contentType === 'multipart/form-data'
  const most = mostBytes(req, isForm)
  const body = atMost(most, req.body, req.headers)
  if (isForm) {
    define(req, { body: checkedForm(body, req.headers) })
    await parseForm(req)
  } else {
    const text = await new Response(body).text()
    if (contentType !== 'application/json' && text) {
      throw new BadRequest(
        `The request was refused: its body is of the type “${contentType}”. Send JSON (Content-Type: application/json) or a form (multipart/form-data).`,
        415,
      )
    }
    req.data = text ? parseJson(text, 'its body') : undefined
  }
  const json = () => Promise.resolve(req.data)
  const text = () => Promise.resolve(req.data === undefined ? '' : JSON.stringify(req.data))
  define(req, { body: null, json, text })
  checkLimits(req.data)
}

const mostBytes = ({ user }: PayloadRequest, isForm: boolean) =>
  user ? limits.bodyBytes + (isForm ? maxFileSize : 0) : limits.visitorBodyBytes

const tooLarge = (bytes: number) =>
  new BadRequest(
    `The request was refused: its body is larger than ${Math.round(bytes / 1024)} kB. Send less at once.`,
    413,
  )

/** The body of a request. Throws `BadRequest` when its headers name more bytes than that; reading more of it fails with the same. */
export function atMost(
  bytes: number,
  body: ReadableStream<Uint8Array>,
  headers: Headers,
): ReadableStream<Uint8Array> {
  if (Number(headers.get('content-length')) > bytes) throw tooLarge(bytes)
  let size = 0
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength
        if (size > bytes) controller.error(tooLarge(bytes))
        else controller.enqueue(chunk)
      },
    }),
  )
}

/** The parts of a request are getters of its class, so assigning to them does nothing. */
const define = (req: PayloadRequest, values: Record<string, unknown>) => {
  for (const [key, value] of Object.entries(values)) {
    Object.defineProperty(req, key, { value, configurable: true, writable: true })
  }
}

/** Every error of the parser is one of the sender: the form is read from memory. */
async function parseForm(req: PayloadRequest): Promise<void> {
  try {
    await addDataAndFileToRequest(req)
  } catch (error) {
    if (error instanceof BadRequest || (error instanceof APIError && error.status < 500)) throw error
    throw new BadRequest(
      `The request was refused: its form cannot be read (${(error as Error).message}). Send the fields as JSON in the part “_payload”, and a file in the part “file”.`,
    )
  }
  if (req.data === undefined) req.data = {}
  if (!isObject(req.data)) throw notAnObject('the part “_payload”')
  if (req.file && !req.files) {
    throw new BadRequest('The request was refused: the part “file” is text. Send it as a file, with a name.')
  }
}

/**
 * The same form; its end fails when `checkJsonText` refuses its part “_payload”, which Payload parses then. A file passes through, so
 * that the parser stops at one that is too large. Only for parts as browsers write them: the limits of another are checked when it
 * is parsed.
 */
function checkedForm(body: ReadableStream<Uint8Array>, headers: Headers): ReadableStream<Uint8Array> {
  const [, boundary] = /boundary="?([^";]+)/i.exec(headers.get('content-type') ?? '') ?? []
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="_payload"\r\n\r\n`
  let before: Buffer | undefined = Buffer.alloc(0)
  const payload: Uint8Array[] = []
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk)
        if (!before) return void payload.push(chunk)
        before = Buffer.concat([before, chunk])
        const start = before.indexOf(head)
        if (start !== -1) {
          payload.push(before.subarray(start + head.length))
          before = undefined
        } else {
          before = before.subarray(-head.length)
        }
      },
      // As Latin-1, each byte is one character, and the signs of JSON are the same.
      flush: () => checkJsonText(Buffer.concat(payload).toString('latin1')),
    }),
  )
}

/** Throws `BadRequest` for a text that is no JSON object, or holds too much. */
export function parseJson(text: string, what: string): Record<string, unknown> {
  checkJsonText(text)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BadRequest(`The request was refused: ${what} is not valid JSON (${(error as Error).message}).`)
  }
  if (!isObject(json)) throw notAnObject(what)
  return json
}

const notAnObject = (what: string) =>
  new BadRequest(`The request was refused: ${what} must be a JSON object, such as {"title": "…"}.`)
