import { type AddressInfo, createServer } from 'node:net'
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
