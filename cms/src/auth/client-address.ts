import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { env } from '../env'

/**
 * Next gives a route no socket, and trusts any X-Forwarded-For that a visitor sends. So each incoming request gets the
 * address of its socket in a header with a random name, which no visitor can guess. The name is kept globally, because
 * Next loads this module once at the start of the server and again for its routes.
 */
const key = Symbol.for('alliedrx.client-address-header')
const shared = globalThis as { [key]?: string }

/** Adds that header to every request from now on. Call it before the server accepts requests. */
export function stampClientAddresses(): void {
  if (shared[key]) return
  const header = `x-client-address-${randomUUID()}`
  shared[key] = header
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[header] = request.socket.remoteAddress
  })
}

/**
 * The client's address, for limits: that of the socket or, with `TRUSTED_PROXIES`, the one that the outermost trusted
 * proxy saw. IPv6 addresses are cut to their network (/64), because one visitor has all addresses of a network.
 */
export function clientAddress(req: Pick<PayloadRequest, 'headers'>): string {
  const forwarded = (req.headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const address =
    env.TRUSTED_PROXIES > 0 ? forwarded.at(-env.TRUSTED_PROXIES) : shared[key] && req.headers.get(shared[key])
  return network(address || 'unknown')
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const ending = tail?.split(':').filter(Boolean) ?? []
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - ending.length)).fill('0')
  return [...groups, ...zeros, ...ending]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
