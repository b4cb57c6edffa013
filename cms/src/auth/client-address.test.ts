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
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(0)
  const headers = await arrive({ 'x-forwarded-for': '203.0.113.9', 'x-client-address': '203.0.113.9' })
  expect(clientAddress({ headers })).toBe('127.0.0.1')
})

test('behind trusted proxies the address is the one that the outermost of them saw', () => {
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(2)
  const of = (forwarded: string) => clientAddress({ headers: new Headers({ 'x-forwarded-for': forwarded }) })
  expect(of('198.51.100.1, 203.0.113.9, 10.0.0.2')).toBe('203.0.113.9')
  expect(of('127.0.0.1,unknown, 203.0.113.9:51000 ,10.0.0.2')).toBe('203.0.113.9')
  expect(of('<script>, _hidden, 10.0.0.2')).toBe('unknown')
})

test('a request that went past the proxies does not choose its address', async () => {
  stampClientAddresses()
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(2)
  const headers = await arrive({ 'x-forwarded-for': '203.0.113.9' })
  expect(clientAddress({ headers })).toBe('127.0.0.1')
})

test('all addresses of one IPv6 network are one visitor, in every spelling', () => {
  vi.spyOn(env, 'TRUSTED_PROXIES', 'get').mockReturnValue(1)
  const of = (address: string) => clientAddress({ headers: new Headers({ 'x-forwarded-for': address }) })
  expect(of('2001:db8:0:1::5')).toBe(of('2001:0DB8:0000:0001:ffff:ffff:ffff:ffff'))
  expect(of('2001:db8:0:1::5')).toBe(of('[2001:db8:0:1::6]:443'))
  expect(of('2001:db8:0:1::5')).not.toBe(of('2001:db8:0:2::5'))
  expect(of('2001:db8::1')).toBe(of('2001:db8:0:0:9::'))
  expect(of('fe80::1%eth0')).toBe(of('fe80::2'))
  expect(of('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(of('::FFFF:cb00:7109')).toBe('203.0.113.9')
})
