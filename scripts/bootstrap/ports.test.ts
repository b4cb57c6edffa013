import { type AddressInfo, createServer } from 'node:net'
import { isLoopback } from 'shared-types'
import { expect, test } from 'vitest'
import { addresses, requirePort } from './ports.mjs'

test('a taken port is refused in three lines that name the port, the process and the way out', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const refusal = await requirePort(port, 'CMS').then(
    () => '',
    (error: Error) => error.message,
  )
  await new Promise((resolve) => server.close(resolve))
  const lines = refusal.split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe(`Stopped: port ${port} for the CMS is taken.`)
  expect(lines[1]).toContain(`process ${process.pid}`)
  expect(lines[2]).toContain(`CMS_PORT=${port + 10} npm start`)
  await expect(requirePort(port, 'CMS')).resolves.toBeUndefined()
})

test('a port that is set moves an address on this computer, and leaves a public one alone', () => {
  expect(addresses({ CMS_URL: 'http://localhost:3000', CMS_PORT: '3160' }).cms).toMatchObject({
    port: 3160,
    url: 'http://localhost:3160',
    isLocal: true,
  })
  expect(addresses({ CMS_URL: 'https://cms.example.org', CMS_PORT: '3160' }).cms).toMatchObject({
    port: 3160,
    url: 'https://cms.example.org',
    isLocal: false,
  })
  expect(addresses({ SITE_URL: 'http://localhost:5000' }).site.port).toBe(5000)
  expect(() => addresses({ CMS_PORT: '99999' })).toThrow('CMS_PORT is "99999"')
})

test.each([
  ['http://localhost:3000', true],
  ['http://cms.localhost', true],
  ['http://127.0.0.1', true],
  ['http://127.1.2.3:80', true],
  ['http://[::1]:3000', true],
  ['http://0.0.0.0:3000', false],
  ['https://localhost.example.org', false],
  ['https://127.0.0.1.example.org', false],
  ['https://cms.example.org', false],
])('%s is on this computer: %s, for the scripts as for the CMS', (url, isLocal) => {
  expect(addresses({ CMS_URL: url }).cms.isLocal).toBe(isLocal)
  expect(isLoopback(url)).toBe(isLocal)
})
