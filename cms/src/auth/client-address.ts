import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
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
 * The client's address, for limits: that of the socket or, with `TRUSTED_PROXIES`, the one that the outermost trusted proxy saw. Entries
 * further left in X-Forwarded-For are the client's own claims. A request with fewer entries did not come through all proxies, so nothing
 * in it is trusted. IPv6 addresses are cut to their network (/64), because one visitor has all addresses of a network.
 */
export function clientAddress(req: Pick<PayloadRequest, 'headers'>): string {
  const forwarded = (req.headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  const socket = shared[key] && req.headers.get(shared[key])
  const address = env.TRUSTED_PROXIES > 0 ? (forwarded.at(-env.TRUSTED_PROXIES) ?? socket) : socket
  return network(address || 'unknown')
}

/** `203.0.113.9`, `[2001:db8::1]:443` and `::ffff:203.0.113.9%eth0` are addresses too; some proxies write a port. */
function network(address: string): string {
  const plain = address.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/%.*$/, '')
  const withoutPort = /^[\d.]+:\d+$/.test(plain) ? plain.replace(/:\d+$/, '') : plain
  if (!isIPv6(withoutPort)) return isIPv4(withoutPort) ? withoutPort : 'unknown'
  // The URL parser writes an address in its shortest form, so that each address has one spelling.
  const [head = '', tail] = new URL(`http://[${withoutPort}]`).hostname.slice(1, -1).split('::')
  const groups = head.split(':').filter(Boolean)
  const ending = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array<string>(8 - groups.length - ending.length).fill('0')
  const all = [...groups, ...zeros, ...ending]
  const isIPv4InIPv6 = all.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return isIPv4InIPv6 ? ipv4(all.slice(6)) : all.slice(0, 4).join(':')
}

/** From two groups of an IPv6 address: `cb00`, `7109` is 203.0.113.9. */
const ipv4 = (groups: string[]) =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((number) => [number >> 8, number & 255])
    .join('.')
