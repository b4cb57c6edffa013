import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { env } from '../env'
import { clientAddress, stampClientAddresses } from './client-address'

afterEach(() => vi.restoreAllMocks())

/** The headers that a route of the server receives when a visitor sends `sent`. */
async function arrive(sent: Record<string, string>): Promise<Headers> {
  let seen: IncomingHttpHeaders = {}
  const server = createServer((request, response) => {
    seen = request.headers
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: sent })
  await new Promise((resolve) => server.close(resolve))
  return new Headers(Object.entries(seen).map(([name, value]): [string, string] => [name, String(value)]))
}

test('a visitor cannot choose their address', async () => {
  stampClientAddresses()
  const headers = await arrive({ 'x-forwarded-for': '203.0.113.9', 'x-client-address': '203.0.113.9' })
  expect(clientAddress({ headers })).toBe('127.0.0.1')
})

test('behind trusted proxies the address is the one that the outermost of them saw', () => {
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(2)
  const headers = new Headers({ 'x-forwarded-for': '198.51.100.1, 203.0.113.9, 10.0.0.2' })
  expect(clientAddress({ headers })).toBe('203.0.113.9')
})

test('all addresses of one IPv6 network are one visitor', () => {
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(1)
  const of = (address: string) => clientAddress({ headers: new Headers({ 'x-forwarded-for': address }) })
  expect(of('2001:db8:0:1::5')).toBe(of('2001:0db8:0000:0001:ffff:ffff:ffff:ffff'))
  expect(of('2001:db8:0:1::5')).not.toBe(of('2001:db8:0:2::5'))
  expect(of('2001:db8::1')).toBe(of('2001:db8:0:0:9::'))
  expect(of('::ffff:203.0.113.9')).toBe('203.0.113.9')
})
