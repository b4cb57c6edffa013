import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { ContentVersion, ReleaseReport } from 'shared-types'
import type { RawDocument } from 'site/bundle'
import type { PageRecord } from '../render/page-records'

/** The newest release, live or not, and what it was made of. */
export interface Head {
  number: number
  /** Hash of the templates. */
  bundle: string
  /** The content revision that it shows, but for blocked documents. */
  revision: string
  /** The school's day. */
  today: string
  /** A hash of the problems that were reported with it. */
  problemsFingerprint: string
  /** A hash of the rules about claims that its pages were checked with. */
  claims?: string
}

/** A version of a document as the CMS gave it. */
export interface StoredDocument extends ContentVersion {
  json: string
}

/** What a release changes in the state. */
export interface StateChange {
  head: Head
  documents: readonly StoredDocument[]
  removedDocuments: readonly Pick<ContentVersion, 'slug' | 'id'>[]
  pages: Iterable<PageRecord>
  removedPages: readonly string[]
  /** Whether all pages are removed first. */
  resetsPages: boolean
}

/** How long the id of a command is kept, to refuse it a second time. Its signature is too old after five minutes in any case. */
const commandKeptMs = 60 * 60_000

/**
 * The publisher's database: what each page was made of, the live version of each document, and the reports that the CMS has not
 * yet. One transaction for each release, after its folder is complete and before it goes live.
 */
export class State {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** `isReader`: for another process than the publisher. */
  constructor(file: string, isReader = false) {
    this.#database = new DatabaseSync(file, { readOnly: isReader })
    if (isReader) return
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS documents (
        slug TEXT NOT NULL, id TEXT NOT NULL, updated_at TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (slug, id)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS pages (path TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS reports (
        place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, report TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS commands (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
    `)
    this.#addSaves()
  }

  /** A publisher of an older version did not note with which save a page was written. */
  #addSaves(): void {
    const columns = this.#database.prepare('SELECT name FROM pragma_table_info(?)').all('pages')
    if (columns.some(({ name }) => name === 'save')) return
    this.#database.exec('ALTER TABLE pages ADD COLUMN save INTEGER NOT NULL DEFAULT 0')
  }

  /** The number of calls of `save` so far. */
  saves(): number {
    const { user_version } = this.#prepare('PRAGMA user_version').get() as { user_version: number }
    return user_version
  }

  head(): Head | undefined {
    const row = this.#prepare('SELECT value FROM head').get() as { value: string } | undefined
    return row && headFromRow(row.value)
  }

  /** The live version of every document, one after another. */
  *documents(): Generator<RawDocument> {
    const rows = this.#database.prepare('SELECT slug, id, updated_at, data FROM documents').iterate()
    for (const { slug, id, updated_at, data } of rows as Iterable<Record<string, string>>) {
      yield { slug, id, updatedAt: updated_at, data: JSON.parse(data ?? '') as unknown } as RawDocument
    }
  }

  /** The live version of one document. */
  document({ slug, id }: Pick<ContentVersion, 'slug' | 'id'>): RawDocument | undefined {
    const row = this.#prepare('SELECT updated_at, data FROM documents WHERE slug = ? AND id = ?').get(
      slug,
      id,
    )
    const { updated_at: updatedAt, data } = (row ?? {}) as { updated_at?: string; data?: string }
    return updatedAt !== undefined && data !== undefined
      ? ({ slug, id, updatedAt, data: JSON.parse(data) as unknown } as RawDocument)
      : undefined
  }

  /** The live version of one document, as the CMS gave it. */
  json({ slug, id }: Pick<ContentVersion, 'slug' | 'id'>): string | undefined {
    const row = this.#prepare('SELECT data FROM documents WHERE slug = ? AND id = ?').get(slug, id)
    return (row as { data: string } | undefined)?.data
  }

  /** Which version of which document is live. */
  *versions(): Generator<ContentVersion> {
    const rows = this.#database.prepare('SELECT slug, id, updated_at FROM documents').iterate()
    for (const { slug, id, updated_at } of rows as Iterable<Record<string, string>>) {
      yield { slug, id, updatedAt: updated_at } as ContentVersion
    }
  }

  *pages(): Generator<PageRecord> {
    const rows = this.#database.prepare('SELECT record FROM pages').iterate()
    for (const { record } of rows as Iterable<{ record: string }>) yield pageFromRow(record)
  }

  /** The pages that were written by the calls of `save` after the first `saves`. */
  *pagesSince(saves: number): Generator<PageRecord> {
    const rows = this.#database.prepare('SELECT record FROM pages WHERE save > ?').iterate(saves)
    for (const { record } of rows as Iterable<{ record: string }>) yield pageFromRow(record)
  }

  pagePaths(): Set<string> {
    const rows = this.#database.prepare('SELECT path FROM pages').iterate() as Iterable<{ path: string }>
    return new Set(Array.from(rows, ({ path }) => path))
  }

  save({ head, documents, removedDocuments, pages, removedPages, resetsPages }: StateChange): void {
    this.#transaction(() => {
      const save = this.saves() + 1
      this.#database.exec(`PRAGMA user_version = ${save}`)
      if (resetsPages) this.#database.exec('DELETE FROM pages')
      const putDocument = this.#prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)')
      for (const { slug, id, updatedAt, json } of documents) putDocument.run(slug, id, updatedAt, json)
      const removeDocument = this.#prepare('DELETE FROM documents WHERE slug = ? AND id = ?')
      for (const { slug, id } of removedDocuments) removeDocument.run(slug, id)
      const putPage = this.#prepare('INSERT OR REPLACE INTO pages (path, record, save) VALUES (?, ?, ?)')
      for (const record of pages) putPage.run(record.page.path, pageToRow(record), save)
      const removePage = this.#prepare('DELETE FROM pages WHERE path = ?')
      for (const path of removedPages) removePage.run(path)
      this.#prepare('INSERT OR REPLACE INTO head VALUES (1, ?)').run(headToRow(head))
    })
  }

  /** Keeps a report until the CMS has it; a newer one with the same id takes its place. */
  addReport(report: ReleaseReport): void {
    const { id } = report.data
    this.#transaction(() => {
      this.#prepare('DELETE FROM reports WHERE id = ?').run(id)
      this.#prepare('INSERT INTO reports (id, report) VALUES (?, ?)').run(id, JSON.stringify(report))
      // The newest thousand: a CMS that is away for a month must not fill the disk.
      this.#database.exec('DELETE FROM reports WHERE place <= (SELECT max(place) FROM reports) - 1000')
    })
  }

  /** The oldest report that the CMS has not got. */
  nextReport(): { place: number; report: ReleaseReport } | undefined {
    const row = this.#prepare('SELECT place, report FROM reports ORDER BY place LIMIT 1').get()
    const { place, report } = (row ?? {}) as { place?: number; report?: string }
    return place === undefined || report === undefined
      ? undefined
      : { place, report: JSON.parse(report) as ReleaseReport }
  }

  removeReport(place: number): void {
    this.#prepare('DELETE FROM reports WHERE place = ?').run(place)
  }

  /** Whether a command with this id came before. Records the id. */
  isRepeated(id: string, now = Date.now()): boolean {
    this.#prepare('DELETE FROM commands WHERE at < ?').run(now - commandKeptMs)
    return this.#prepare('INSERT OR IGNORE INTO commands VALUES (?, ?)').run(id, now).changes === 0
  }

  close(): void {
    this.#database.close()
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      // After a full disk SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

// The JSON keys in `state.db` are older than the code's words and stay: a publisher that is updated reads what the one before wrote.

type HeadRow = Omit<Head, 'problemsFingerprint'> & { told: string }

const headToRow = ({ problemsFingerprint, ...rest }: Head): string =>
  JSON.stringify({ ...rest, told: problemsFingerprint } satisfies HeadRow)

function headFromRow(json: string): Head {
  const { told, ...rest } = JSON.parse(json) as HeadRow
  return { ...rest, problemsFingerprint: told }
}

interface PageRow {
  page: PageRecord['page']
  reading: PageRecord['scan']
  questions: { key: string; answer: string }[]
  claims?: PageRecord['claims']
}

function pageToRow({ page, scan, dependencies, claims }: PageRecord): string {
  const questions = dependencies.map(({ key, fingerprint }) => ({ key, answer: fingerprint }))
  return JSON.stringify({ page, reading: scan, questions, claims } satisfies PageRow)
}

function pageFromRow(json: string): PageRecord {
  const { page, reading, questions, claims } = JSON.parse(json) as PageRow
  const dependencies = questions.map(({ key, answer }) => ({ key, fingerprint: answer }))
  return { page, scan: reading, dependencies, ...(claims && { claims }) }
}
