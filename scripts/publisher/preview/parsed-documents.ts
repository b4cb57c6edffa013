import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type ContentVersion, documentKey } from 'shared-types'
import {
  type CompressedFields,
  CompressedText,
  compressed,
  compressedFields,
  withTexts,
} from '../content/compressed-fields'
import type { DocumentVersion } from '../content/document-version'
import { freeBytes, gigabyte } from '../releases/disk-space'
import type { DocumentLinks } from '../validation/live-index'

/** Of the tables and of what is in them: another number makes them anew. */
const layout = 1

/** The database is no use to anyone when releases lack its room. */
const minFreeBytes = gigabyte

type Version = Omit<DocumentVersion, 'value'>

/** A document, and what it leads to. */
export interface ParsedDocument {
  version: DocumentVersion
  links: DocumentLinks
}

interface Row {
  /** JSON, as the others. */
  fields: string
  links: string
  /** The names of the fields that are compressed. */
  names: string
}

/**
 * Live documents as the templates have parsed them, in a database of the previews: to parse 10,000 posts takes ten seconds, and their
 * texts 60 MB of memory. Anyone may delete it; without room on the disk the texts stay in memory.
 */
export class ParsedDocuments {
  readonly #database: DatabaseSync | undefined
  readonly #statements = new Map<string, StatementSync>()

  /** `bundle`: the hash of the templates. What others have parsed is deleted. */
  constructor(file: string, bundle: string) {
    try {
      if (freeBytes(dirname(file)) < minFreeBytes) return
      this.#database = open(file, bundle)
    } catch (error) {
      console.warn('The previews parse all documents, because their database could not be opened:', error)
    }
  }

  /** Documents that are put meanwhile are written at once: 10,000 of them in a second. */
  whileAdding<T>(work: () => T): T {
    if (!this.#database) return work()
    this.#database.exec('BEGIN')
    try {
      return work()
    } finally {
      // After a full disk SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.#database.exec('COMMIT')
    }
  }

  get(version: Version): ParsedDocument | undefined {
    const { slug, id, updatedAt } = version
    const row = this.#prepare(
      'SELECT fields, links, names FROM documents WHERE slug = ? AND id = ? AND updated_at = ?',
    )?.get(slug, id, updatedAt) as Row | undefined
    return row && this.#document(version, row)
  }

  /** Gives the same document, with its long texts in the database. */
  put({ version: { value, ...version }, links }: ParsedDocument): ParsedDocument {
    const { slug, id, updatedAt } = version
    const document = compressed(value as object)
    const { fields, compressed: texts } = compressedFields(document)
    const row = {
      fields: JSON.stringify(fields),
      links: JSON.stringify(links),
      names: JSON.stringify(Object.keys(texts)),
    }
    const inMemory = { version: { ...version, value: document }, links }
    try {
      const put = this.#prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)')
      if (!put) return inMemory
      put.run(slug, id, updatedAt, row.fields, row.links, row.names, JSON.stringify(texts))
    } catch (error) {
      console.warn(`The previews keep ${slug} ${id} in memory, because it could not be stored:`, error)
      return inMemory
    }
    return this.#document(version, row)
  }

  /** Removes the other versions. Only when nobody reads them any more. */
  keepOnly(versions: ReadonlyMap<string, ContentVersion>): void {
    const rows = this.#prepare('SELECT rowid, slug, id, updated_at FROM documents')?.all() ?? []
    const remove = this.#prepare('DELETE FROM documents WHERE rowid = ?')
    for (const { rowid, slug, id, updated_at } of rows as unknown as StoredVersion[]) {
      if (versions.get(documentKey({ slug, id }))?.updatedAt !== updated_at) remove?.run(rowid)
    }
  }

  #document(version: Version, { fields, links, names }: Row): ParsedDocument {
    const texts = (JSON.parse(names) as string[]).map(
      (name) => [name, new StoredText(this, version, name)] as const,
    )
    const value = withTexts(JSON.parse(fields) as CompressedFields['fields'], new Map(texts))
    return { version: { ...version, value }, links: JSON.parse(links) as DocumentLinks }
  }

  /** Throws when the version was removed. */
  text({ slug, id, updatedAt }: ContentVersion, name: string): string {
    const row = this.#prepare(
      'SELECT texts FROM documents WHERE slug = ? AND id = ? AND updated_at = ?',
    )?.get(slug, id, updatedAt) as { texts: string } | undefined
    const bytes = row && (JSON.parse(row.texts) as CompressedFields['compressed'])[name]
    if (bytes === undefined) throw new Error(`The database of the previews has lost ${slug} ${id}.`)
    return new CompressedText(bytes).toString()
  }

  #prepare(sql: string): StatementSync | undefined {
    const known = this.#statements.get(sql) ?? this.#database?.prepare(sql)
    if (known) this.#statements.set(sql, known)
    return known
  }
}

interface StoredVersion {
  rowid: number
  slug: string
  id: string
  updated_at: string
}

/** A text that is read when it is asked for. */
class StoredText {
  constructor(
    readonly documents: ParsedDocuments,
    readonly version: ContentVersion,
    readonly name: string,
  ) {}

  toString(): string {
    return this.documents.text(this.version, this.name)
  }
}

/** Begins anew when a broken disk has left something that cannot be used. */
function open(file: string, bundle: string): DatabaseSync {
  try {
    return openFor(file, bundle)
  } catch {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
    return openFor(file, bundle)
  }
}

function openFor(file: string, bundle: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
  `)
  const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (user_version === layout) {
    const known = database.prepare('SELECT bundle FROM templates').get() as { bundle: string } | undefined
    if (known?.bundle === bundle) return database
  }
  database.exec(`
    BEGIN;
    DROP TABLE IF EXISTS templates;
    DROP TABLE IF EXISTS documents;
    CREATE TABLE templates (bundle TEXT NOT NULL);
    CREATE TABLE documents (
      slug TEXT NOT NULL, id TEXT NOT NULL, updated_at TEXT NOT NULL,
      fields TEXT NOT NULL, links TEXT NOT NULL, names TEXT NOT NULL, texts TEXT NOT NULL,
      UNIQUE (slug, id, updated_at)
    );
    PRAGMA user_version = ${layout};
  `)
  database.prepare('INSERT INTO templates VALUES (?)').run(bundle)
  database.exec('COMMIT')
  return database
}
