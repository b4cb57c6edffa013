import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Fault } from '../test/cms'
import { TestPublisher, until } from '../test/publisher'
import { body } from '../test/school'

let publisher: TestPublisher
beforeAll(async () => {
  publisher = await TestPublisher.start()
  await publisher.reported(({ state }) => state === 'live')
})
afterEach(() => (publisher.cms.fault = () => undefined))
afterAll(() => publisher.close())

let edits = 0

/** Publishes an edit without waiting for its report; gives the number of the release. */
async function publish(): Promise<number> {
  publisher.school.change('posts', 'post-1', { body: body(`Edit ${++edits}.`) })
  await publisher.hint([{ slug: 'posts', id: 'post-1' }])
  await publisher.converged()
  return (await publisher.health())?.live ?? 0
}

/** Makes the CMS answer reports, and nothing else, with a fault. */
function refuseReports(fault: Fault): void {
  publisher.cms.fault = (path) => (path === '/api/release-reports' ? fault : undefined)
}

const attempts = () => publisher.cms.requests.filter((path) => path === '/api/release-reports').length
const numbersAfter = (count: number) => publisher.reports.slice(count).map(({ number }) => number)
const arrived = (count: number, numbers: number[]) =>
  until('all reports have arrived', () => numbersAfter(count).length >= numbers.length)

test.for<[string, Fault]>([
  ['answers 500', { status: 500, body: 'Oops' }],
  ['does not know the secret', { status: 401, body: '{"message":"No secret fits."}' }],
  ['has no such address', { status: 404, body: '{}' }],
  ['ends the connection', 'close'],
])('while the CMS %s, reports are kept, and then sent in order', async ([, fault]) => {
  const count = publisher.reports.length
  const tried = attempts()
  refuseReports(fault)
  const numbers = [await publish(), await publish(), await publish()]
  await until('an attempt was made', () => attempts() > tried)
  expect(publisher.reports.length).toBe(count)
  publisher.cms.fault = () => undefined
  await arrived(count, numbers)
  expect(numbersAfter(count)).toEqual(numbers)
})

test('reports survive kill -9, and the next publisher sends them in order, each once', async () => {
  const count = publisher.reports.length
  refuseReports({ status: 503, body: '' })
  const numbers = [await publish(), await publish()]
  await publisher.kill()
  await publisher.startProcess()
  numbers.push(await publish())
  await publisher.kill()
  publisher.cms.fault = () => undefined
  await publisher.startProcess()
  await arrived(count, numbers)
  numbers.push(await publish())
  await arrived(count, numbers)
  expect(numbersAfter(count)).toEqual(numbers)
  expect(new Set(publisher.reports.map(({ id }) => id)).size).toBe(publisher.reports.length - 1)
})

test('a report that the CMS can never accept is dropped with a line in the log, and delays no other', async () => {
  const count = publisher.reports.length
  refuseReports({ status: 400, body: '{"message":"Not a report."}' })
  await publish()
  await until('it is dropped', () =>
    publisher.logText().includes('was not accepted by the CMS and is dropped'),
  )
  expect(publisher.logText()).toContain('answered 400: {"message":"Not a report."}')
  publisher.cms.fault = () => undefined
  const next = await publish()
  await arrived(count, [next])
  expect(numbersAfter(count)).toEqual([next])
})

test('a CMS that does not answer a report delays no publishing', async () => {
  const count = publisher.reports.length
  refuseReports('hang')
  const numbers = [await publish(), await publish()]
  publisher.cms.fault = () => undefined
  publisher.cms.dropConnections()
  await arrived(count, numbers)
  expect(numbersAfter(count)).toEqual(numbers)
})
