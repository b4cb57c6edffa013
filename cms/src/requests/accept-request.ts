import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { BadRequest, isObject } from './bad-request'
import { limits } from './limits'

type Handler<Args extends unknown[]> = (request: Request, ...args: Args) => Promise<Response>

/** Checks the body of a query that is sent by POST, which Payload parses before it looks for an endpoint. */
export const acceptRequest =
  <Args extends unknown[]>(handle: Handler<Args>): Handler<Args> =>
  async (request, ...args) => {
    if (!overridesMethod(request)) return handle(request, ...args)

    // Payload reads this body without a limit, and makes a query of it.
    const text = await request.text()
    if (text.length > limits.visitorBodyBytes) return refuse('its query is too long. Send less at once.')
    if (isJson(request) && !isJsonObject(text)) return refuse('its body must be a JSON object.')
    const { url, headers } = request
    return handle(new Request(url, { method: 'POST', headers, body: text }), ...args)
  }

const refuse = (message: string) => new BadRequest(`The request was refused: ${message}`).response()

const overridesMethod = ({ method, headers }: Request) =>
  method === 'POST' &&
  ['X-Payload-HTTP-Method-Override', 'X-HTTP-Method-Override'].some((name) => headers.get(name) === 'GET')

const isJson = ({ headers }: Request) => headers.get('Content-Type') === 'application/json'

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text))
  } catch {
    return false
  }
}

/**
 * Takes each % of an address that cannot be decoded literally, so that the address is one that is not there. Next answers such
 * an address with 500 before any code of the CMS runs. Call it before the server accepts requests.
 */
export function repairAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const [path = '', ...query] = (request.url ?? '').split('?')
    try {
      decodeURIComponent(path)
    } catch {
      request.url = [path.replaceAll('%', '%25'), ...query].join('?')
    }
  })
}
