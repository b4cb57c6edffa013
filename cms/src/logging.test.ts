import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCms, type TestCms } from '../test/cms'

const lines: string[] = []
let cms: TestCms
beforeAll(async () => {
  cms = await startCms({ TRUSTED_PROXIES: '1' }, { write: (line) => void lines.push(line) })
}, 60_000)
beforeEach(() => void (lines.length = 0))
afterAll(() => cms.stop())

const text = () => lines.join('')

test('what a caller did wrong is one line without a stack', async () => {
  const body = { email: 'nobody@example.org', password: 'a wrong password' }
  const answer = await cms.request('POST', '/api/users/login', { body })
  expect(answer.status).toBe(401)
  expect(text()).toContain('AuthenticationError: ')
  expect(text()).not.toContain('    at ')
  expect(text().length).toBeLessThan(600)
})

test('an error of the CMS itself has its stack, but a loop of it does not fill the log', () => {
  const error = () => new Error(`Broken, with ${'a very long text '.repeat(500)}`)
  for (let times = 0; times < 100; times++) cms.payload.logger.error({ err: error(), msg: `At ${times}` })
  expect(lines).toHaveLength(100)
  expect(lines.filter((line) => line.includes('    at '))).toHaveLength(5)
  expect(lines.at(0)).toContain('"level":50')
  expect(lines.at(-1)).toContain('"level":50')
  expect(lines.at(-1)).toContain('"msg":"At 99: Error: Broken, with')
  expect(lines.at(-1)?.length).toBeLessThan(1_000)
})

test('another error has its stack too', () => {
  cms.payload.logger.error({ err: new TypeError('Another one'), msg: 'It failed' })
  expect(text()).toContain('    at ')
  expect(text()).toContain('It failed')
})
