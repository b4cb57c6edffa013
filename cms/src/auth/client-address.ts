import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { PayloadRequest } from 'payload'
import { env } from '../env'

/**
 * Next hands a route no socket, and believes any X-Forwarded-For that a visitor sends. So every request is stamped with
 * the address of its socket as it arrives, in a header whose name nobody outside can guess. The name is global, because
 * Next loads this module once for the start of the server and again for its routes.
 */
const key = Symbol.for('alliedrx.client-address-header')
const shared = globalThis as { [key]?: string }

/** Starts the stamping. Call once, before the server takes requests. */
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
 * Who is asking, for limits: the address of the socket, or what the nearest trusted proxy wrote when
 * `TRUSTED_PROXIES` says how many there are. Addresses of one IPv6 network (/64) count as one, because one visitor
 * owns them all.
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
