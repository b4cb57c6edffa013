import type { PageRenderer, SiteBundle } from 'site/bundle'
import { expect, test } from 'vitest'
import type { PageRecord } from './page-records'
import { SiteView } from './site-view'

/** Fingerprints of query results, by the key of the query. */
type Results = Record<string, string | undefined>

/** Without rules about claims. */
const globals = {}
interface TestSnapshot {
  documents: { globals: typeof globals; results: Results }
}

const first: Results = { site: 's1', a: 'a1', b: 'b1' }
const now = new Date('2027-01-04T15:00:00.000Z')

const pageAt = (path: string) => ({ path, file: `${path.slice(1)}index.html`, kind: 'posts' })

/** The record of a page that was rendered with these results. */
const record = (path: string, results: Record<string, string>): PageRecord => ({
  page: pageAt(path),
  scan: { links: [], assets: [], scripts: [], styles: [] },
  dependencies: Object.entries(results).map(([key, fingerprint]) => ({ key, fingerprint })),
})
const one = record('/a/', { site: 's1', a: 'a1' })
const two = record('/b/', { site: 's1', b: 'b1' })

/**
 * Views of a site, each made from the one before. Its documents are the results of its queries; the pages /a/ and /b/ are there
 * while the queries a and b have a result.
 */
function startViews() {
  /** Keys of the queries whose fingerprint was wanted. */
  const compared: string[] = []
  let known: Results = {}
  const site = {
    today: () => '2027-01-04',
    groupDocuments: () => first,
    createSnapshot: (results: Results) => ({ documents: { globals, results }, today: '2027-01-04' }),
    changeSnapshot: ({ today }: { today: string }, [results]: [Results]) => ({
      documents: { globals, results },
      today,
    }),
    createRenderer: ({ documents: { results } }: TestSnapshot): Partial<PageRenderer> => ({
      fingerprint: (key) => {
        compared.push(key)
        return results[key] ?? 'none'
      },
      changedKeys: () => {
        const keys = Object.keys({ ...known, ...results }).filter((key) => results[key] !== known[key])
        known = results
        return keys
      },
    }),
    pages: ({ documents: { results } }: TestSnapshot) =>
      ['a', 'b'].filter((key) => results[key]).map((key) => pageAt(`/${key}/`)),
  }
  const bundle = { hash: '', entry: '', clientFolder: '', site: site as unknown as SiteBundle }
  let view = SiteView.of(bundle, [], now)
  return {
    compared: () => compared.splice(0).sort(),
    /** Paths of the stale pages, after a change of the first results, among pages that have these records. */
    stale: async (records: PageRecord[], change: Results = {}) => {
      view = view.after([{ ...first, ...change }] as never, now)
      const { stale } = await view.differenceTo(new Map(records.map((one) => [one.page.path, one])))
      return stale.map(({ path }) => path).sort()
    },
  }
}

test('a page is stale when a query has another result than the page was rendered with', async () => {
  const { stale } = startViews()
  expect(await stale([one, two])).toEqual([])
  expect(await stale([one, two], { b: 'b2' })).toEqual(['/b/'])
  expect(await stale([one, two], { site: 's2', a: 'a2' })).toEqual(['/a/', '/b/'])
})

test('a page that was rendered again is compared with its new results', async () => {
  const { stale } = startViews()
  expect(await stale([one, two])).toEqual([])
  const again = record('/b/', { site: 's1', b: 'b2', a: 'a1' })
  expect(await stale([one, again], { b: 'b2' })).toEqual([])
  expect(await stale([one, again])).toEqual(['/b/'])
  expect(await stale([one, again], { b: 'b2', a: 'a2' })).toEqual(['/a/', '/b/'])
})

test('pages that were rendered at different times are each compared with their own results', async () => {
  const { stale } = startViews()
  const older = record('/b/', { site: 's0', b: 'b1' })
  expect(await stale([one, older])).toEqual(['/b/'])
  expect(await stale([one, older], { site: 's0' })).toEqual(['/a/'])
})

test('a page that is gone is not stale, and can come back', async () => {
  const { stale } = startViews()
  expect(await stale([one, two])).toEqual([])
  expect(await stale([two], { a: undefined, site: 's2' })).toEqual(['/b/'])
  expect(await stale([two])).toEqual(['/a/'])
  expect(await stale([one, two])).toEqual([])
  expect(await stale([one, two], { a: 'a2' })).toEqual(['/a/'])
})

test('a page that takes the place of another is followed too', async () => {
  const { stale } = startViews()
  expect(await stale([one], { b: undefined })).toEqual([])
  expect(await stale([two], { a: undefined })).toEqual([])
  expect(await stale([two], { a: undefined, b: 'b2' })).toEqual(['/b/'])
})

test('only queries that may have changed are compared, and a page stays stale until it is rendered again', async () => {
  const { stale, compared } = startViews()
  expect(await stale([one, two])).toEqual([])
  expect(compared()).toEqual(['a', 'b', 'site'])
  expect(await stale([one, two], { b: 'b2' })).toEqual(['/b/'])
  expect(await stale([one, two], { b: 'b2' })).toEqual(['/b/'])
  expect(compared()).toEqual(['b'])
  expect(await stale([one, record('/b/', { site: 's1', b: 'b2' })], { b: 'b2' })).toEqual([])
  expect(compared()).toEqual(['b'])
})
