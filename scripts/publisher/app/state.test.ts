import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { readFreeze } from '../releases/freeze'
import { openSiteFolder } from '../releases/site-folder'
import { State } from './state'

const folder = mkdtempSync(join(tmpdir(), 'state-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const site = join(folder, 'site')
const file = join(site, 'state.db')
const documents = [
  { slug: 'posts', id: 'post-1', updatedAt: '2026-12-01T15:00:00.000Z', data: { title: 'A post' } },
  { slug: 'site-settings', id: '', updatedAt: '2026-12-01T15:00:01.000Z', data: { schoolName: 'A school' } },
]
const page = { path: '/blog/post-1/', file: 'blog/post-1/index.html', kind: 'post' }
const found = { links: ['/blog/'], assets: ['/_astro/page.css'], scripts: ['sha256-a='], styles: [] }
const report = { type: 'release.report', data: { id: 'report-1', held: [], number: 2 } }

/** A folder as the publisher of commit c0f3418 wrote it: release 2 is the newest, release 1 is live, and the site is frozen. */
function writeOldFolder(): void {
  mkdirSync(join(site, 'releases'), { recursive: true })
  const database = new DatabaseSync(file)
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL);
    CREATE TABLE documents (
      slug TEXT NOT NULL, id TEXT NOT NULL, updated_at TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (slug, id)
    ) WITHOUT ROWID;
    CREATE TABLE pages (path TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE reports (
      place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, report TEXT NOT NULL
    );
    CREATE TABLE commands (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  `)
  const head = { number: 2, bundle: 'b', revision: 'r', today: '2027-01-04', told: 'hash of problems' }
  database.prepare('INSERT INTO head VALUES (1, ?)').run(JSON.stringify(head))
  for (const { slug, id, updatedAt, data } of documents) {
    database
      .prepare('INSERT INTO documents VALUES (?, ?, ?, ?)')
      .run(slug, id, updatedAt, JSON.stringify(data))
  }
  const record = { page, reading: found, questions: [{ key: 'post post-1', answer: 'f1' }] }
  database.prepare('INSERT INTO pages VALUES (?, ?)').run(page.path, JSON.stringify(record))
  database.prepare('INSERT INTO reports (id, report) VALUES (?, ?)').run('report-1', JSON.stringify(report))
  database.prepare('INSERT INTO commands VALUES (?, ?)').run('command-1', Date.now())
  database.close()

  const note = {
    ...{ revision: 'r', bundle: 'b', today: '2027-01-04', siteUrl: 'https://school.example', pages: 1 },
    ...{ madeAt: '2027-01-04T15:00:00.000Z', csp: { scripts: ['sha256-a='], styles: [] } },
  }
  const writeRelease = (name: string, text: string, facts: object) => {
    const root = join(site, 'releases', name, 'site')
    mkdirSync(join(root, 'blog/post-1'), { recursive: true })
    writeFileSync(join(root, page.file), text)
    writeFileSync(join(root, '..', 'release.json'), JSON.stringify({ ...note, ...facts }))
  }
  const full = { number: 1, isFull: true, written: [], removed: [] }
  writeRelease('000001', 'one', full)
  writeRelease('000002', 'two', { ...full, number: 2, previous: 1, isFull: false, written: [page.file] })
  // A copy of release 1 that waits to become the next release, and one that was not finished.
  writeRelease('.spare-1-0a1b2c3d4e5f', 'one', full)
  rmSync(join(site, 'releases/.spare-1-0a1b2c3d4e5f/release.json'))
  mkdirSync(join(site, 'releases/.next-0a1b2c3d4e5f'))
  symlinkSync('releases/000001', join(site, 'current'))
  const freeze = { release: 1, since: '2027-01-04T15:05:00.000Z', by: 'Dana Reyes', reason: 'Too early.' }
  writeFileSync(join(site, 'hold.json'), JSON.stringify(freeze))
}

test('what the publisher of commit c0f3418 stored is read, and written again in the same words', async () => {
  writeOldFolder()
  const state = new State(file)
  const head = state.head()
  expect(head).toEqual({
    ...{ number: 2, bundle: 'b', revision: 'r', today: '2027-01-04' },
    problemsFingerprint: 'hash of problems',
  })
  expect([...state.documents()]).toEqual(documents)
  const pages = [...state.pages()]
  expect(pages).toEqual([{ page, scan: found, dependencies: [{ key: 'post post-1', fingerprint: 'f1' }] }])
  expect(state.nextReport()).toEqual({ place: 1, report })
  expect(state.isRepeated('command-1')).toBe(true)

  const rows = () => {
    const database = new DatabaseSync(file, { readOnly: true })
    // What a publisher of that commit does not know, it does not read.
    const all = ['* FROM head', '* FROM documents', 'path, record FROM pages'].map((columns) =>
      database.prepare(`SELECT ${columns}`).all(),
    )
    database.close()
    return all
  }
  const before = rows()
  if (!head) throw new Error('There is no head.')
  state.save({ head, documents: [], removedDocuments: [], pages, removedPages: [], resetsPages: true })
  expect(rows()).toEqual(before)
  state.close()

  expect(readFreeze(site)).toMatchObject({ release: 1, by: 'Dana Reyes' })
  const releases = openSiteFolder(site)
  expect(releases.releases().map(({ number }) => number)).toEqual([2, 1])
  expect(releases.currentRelease()).toBe(1)
  const record = releases.release(2)
  if (!record) throw new Error('Release 2 was not found.')
  // The copy of release 1 is brought up to date and becomes release 3.
  await releases.commit({ write: new Map([['index.html', 'home']]), remove: [], note: record })
  expect(readFileSync(join(releases.webRoot(3), page.file), 'utf8')).toBe('two')
  await releases.close()
  expect(readdirSync(join(site, 'releases'))).toEqual(['000001', '000002', '000003'])
})
