import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import {
  type ChangedDocument,
  type CommandResponse,
  type PublisherCommand,
  ContentChangedSchema,
  PublisherCommandSchema,
} from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { z } from 'zod'

/** What a preview is about: a `PreviewRequest`, `PreviewedChanges` or a `ClaimTrial`, as JSON. */
interface PreviewQuestion {
  about: 'page' | 'changes' | 'claims'
  request: string
}

interface Receiver {
  /** The current secret, and the previous one while it is being replaced. */
  secrets: readonly string[]
  /** Called for a hint that these documents have changed. Returns at once. */
  onChange: (documents: readonly ChangedDocument[]) => void
  onCommand: (command: PublisherCommand) => Promise<CommandResponse>
  /** Answers a `PreviewRequest`, `PreviewedChanges` or a `ClaimTrial`, as JSON; `signal`: the sender has hung up. Rejects with a message for an editor. */
  onPreview: (question: PreviewQuestion, signal: AbortSignal) => Promise<unknown>
  /** Reads a file that a page in a preview needs. */
  onPreviewFile: (path: string) => Promise<{ type: string; bytes: Uint8Array } | undefined>
  /** The body of GET /health, for programs that watch this process. */
  health: () => { ok: boolean; [fact: string]: unknown }
  /** Whether a command with this id came before. Records the id on disk, so that a restart does not lose it. */
  isRepeated: (id: string) => boolean
}

/** A hint of a thousand documents has some 80 kB. */
const maxMessageBytes = 256 * 1024
/** A text of 200 kB has about 2 MB of nodes. */
const maxPreviewBytes = 16 * 1024 * 1024
/** Those that hold whole documents. */
const previews: Record<string, PreviewQuestion['about']> = {
  '/preview': 'page',
  '/preview-changes': 'changes',
  '/claim-trial': 'claims',
}
const roads = ['/webhook', '/command', '/preview-file', ...Object.keys(previews)]
const rememberedHints = 10_000

/**
 * The HTTP server of the publisher: POST /webhook takes hints that content has changed, POST /command takes commands, POST /preview,
 * /preview-changes and /preview-file answer with a page that is not published, what it changes and its files, POST /claim-trial with what
 * other rules find on the live site, GET /health answers with the publisher's state. A request without a valid signature costs a hash and changes nothing; a hint that came
 * before is acknowledged and changes nothing.
 */
export function createReceiver(receiver: Receiver): Server {
  const hints = new Set<string>()
  const isRepeatedHint = (id: string): boolean => {
    if (hints.has(id)) return true
    hints.add(id)
    const [oldest] = hints
    if (hints.size > rememberedHints && oldest !== undefined) hints.delete(oldest)
    return false
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The sender hung up in the middle of its request: no answer, and no line in the log.
      if (request.destroyed && !request.complete) return
      console.error(`Could not answer ${request.method} ${request.url}:`, error)
      if (!response.headersSent)
        send(response, 500, { message: 'The publisher could not do that; see its log.' })
    })
  })
  // Close connections whose request takes longer than this to arrive.
  server.requestTimeout = 10_000
  server.headersTimeout = 5_000
  server.maxHeadersCount = 50
  // Longer than a page may block this process: a kept connection must not time out with a request that is not read yet.
  server.keepAliveTimeout = 60_000
  return server

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').replace(/\?.*$/, '')
    if (path === '/health' && request.method === 'GET') {
      const health = receiver.health()
      send(response, health.ok ? 200 : 503, health)
      return
    }
    if (!roads.includes(path)) {
      send(response, 404, { message: 'There is nothing here. Webhooks go to /webhook.' })
      return
    }
    if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST')
      send(response, 405, { message: 'Only POST is answered here.' })
      return
    }
    const about = previews[path]
    const maxBytes = about ? maxPreviewBytes : maxMessageBytes
    const body = await readBody(request, maxBytes)
    if (body === undefined) {
      response.setHeader('Connection', 'close')
      send(response, 413, { message: `The message was refused: it is larger than ${maxBytes / 1024} kB.` })
      return
    }
    const verified = verifyWebhook({ sender: receiver.secrets }, request.headers, body)
    if ('problem' in verified) {
      send(response, 401, { message: `The message was refused. ${verified.problem}` })
      return
    }
    if (path === '/webhook') {
      const message = parse(ContentChangedSchema, body)
      if ('problem' in message) send(response, 400, { message: message.problem })
      else {
        if (!isRepeatedHint(verified.id)) receiver.onChange(message.value.data.documents)
        send(response, 202, { message: 'Recorded.' })
      }
      return
    }
    if (about) return await answerPreview({ about, request: body.toString() }, response)
    if (path === '/preview-file') return await answerPreviewFile(body, response)
    const command = parse(PublisherCommandSchema, body)
    if ('problem' in command) {
      send(response, 400, { message: command.problem })
    } else if (receiver.isRepeated(verified.id)) {
      send(response, 409, { message: 'The command was refused: it came before.' })
    } else {
      send(response, 200, await receiver.onCommand(command.value))
    }
  }

  async function answerPreview(question: PreviewQuestion, response: ServerResponse): Promise<void> {
    const abort = new AbortController()
    response.once('close', () => abort.abort())
    try {
      send(response, 200, await receiver.onPreview(question, abort.signal))
    } catch (error) {
      if (!abort.signal.aborted) send(response, 503, { message: (error as Error).message })
    }
  }

  async function answerPreviewFile(body: Buffer, response: ServerResponse): Promise<void> {
    const message = parse(PreviewFileSchema, body)
    if ('problem' in message) return send(response, 400, { message: message.problem })
    const file = await receiver.onPreviewFile(message.value.path)
    if (!file) return send(response, 404, { message: 'The site has no such file.' })
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes.length })
    response.end(file.bytes)
  }
}

const PreviewFileSchema = z.object({ path: z.string().max(500) })

function parse<S extends z.ZodType>(schema: S, body: Buffer): { value: z.output<S> } | { problem: string } {
  let json: unknown
  try {
    json = JSON.parse(body.toString())
  } catch {
    return { problem: 'The message was refused: it is no JSON.' }
  }
  const result = schema.safeParse(json)
  if (result.success) return { value: result.data }
  const [issue] = result.error.issues
  return { problem: `The message was refused: ${issue?.path.join('.') || 'it'}: ${issue?.message}` }
}

/** The whole body; undefined when it is larger than `maxBytes`. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed on return: the refusal must still reach the sender.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
