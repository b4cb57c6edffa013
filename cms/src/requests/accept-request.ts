import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { BadRequest, isObject } from './bad-request'
import { atMost } from './body'
import { checkLimits, limits } from './limits'

type Handler<Args extends unknown[]> = (request: Request, ...args: Args) => Promise<Response>

/** Checks the body of a query that is sent by POST, which Payload parses before it looks for an endpoint. */
export const acceptRequest =
  <Args extends unknown[]>(handle: Handler<Args>): Handler<Args> =>
  async (request, ...args) => {
    if (!overridesMethod(request)) return handle(request, ...args)

    // Payload reads this body without a limit, and makes a query of it.
    try {
      const { url, headers, body: sent } = request
      const body = sent ? await new Response(atMost(limits.visitorBodyBytes, sent, headers)).text() : ''
      if (isJson(request)) checkLimits(parseObject(body))
      return await handle(new Request(url, { method: 'POST', headers, body }), ...args)
    } catch (error) {
      if (error instanceof BadRequest) return error.response()
      throw error
    }
  }

const overridesMethod = ({ method, headers }: Request) =>
  method === 'POST' &&
  ['X-Payload-HTTP-Method-Override', 'X-HTTP-Method-Override'].some((name) => headers.get(name) === 'GET')

const isJson = ({ headers }: Request) => headers.get('Content-Type') === 'application/json'

function parseObject(text: string): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  if (isObject(json)) return json
  throw new BadRequest('The request was refused: its body must be a JSON object.')
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
