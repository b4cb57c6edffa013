import { argv, chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Payload } from 'payload'
import { type CollectionSlug, collectionSchemas } from 'shared-types'
import { Refusal, runCommand } from '../bootstrap/refusal.mjs'
import { dayIn } from './dates'
import { pictures, rasterize } from './pictures'
import type { IdOf } from './references'
import { sampleDocuments, sampleGlobals } from './sample-school'

const collections = Object.keys(collectionSchemas) as CollectionSlug[]

const quietly = { depth: 0, overrideAccess: true } as const

/**
 * Fills an empty database with the published sample school. Every run stores the same content, with dates around `now`. Throws for
 * a database that holds documents, and on a production server. Creates no users.
 */
export async function seed(payload: Payload, now: Date, log: (line: string) => void): Promise<void> {
  await refuseUnlessSafe(payload)
  const started = performance.now()
  const today = dayIn('America/New_York', now)
  const ids = new Map<string, string>()
  const idOf: IdOf = (collection, key) => {
    const id = ids.get(`${collection} ${key}`)
    if (id) return id
    throw new Error(
      `Could not write the sample school: it mentions "${key}" of ${collection}, and there is none (yet). ` +
        'Correct the name in scripts/seed, or list the document earlier in sample-school.ts.',
    )
  }

  const drawings = Object.entries(pictures)
  for (const [index, [name, alt]] of drawings.entries()) {
    const data = await rasterize(name)
    const { id } = await payload.create({
      ...quietly,
      collection: 'media',
      data: { alt, credit: 'Drawn for this site', published: true },
      file: { name: `${name}.png`, mimetype: 'image/png', data, size: data.length },
    })
    ids.set(`media ${name}`, String(id))
    if ((index + 1) % 5 === 0) log(`media: ${index + 1} of ${drawings.length}`)
  }

  // Documents refer to each other in cycles, so all are created as drafts before the first is published.
  const documents = sampleDocuments(today)
  for (const { collection, key, draft } of documents) {
    if (!hasDrafts(payload, collection)) continue
    const { id } = await payload.create({
      ...quietly,
      collection,
      draft: true,
      data: { ...draft, _status: 'draft' },
    })
    ids.set(`${collection} ${key}`, String(id))
  }
  for (const { collection, key, data } of documents) {
    const id = ids.get(`${collection} ${key}`)
    await explaining(`${collection} "${key}"`, async () => {
      if (id) {
        await payload.update({ ...quietly, collection, id, data: { ...data(idOf), _status: 'published' } })
      } else {
        const created = await payload.create({ ...quietly, collection, data: data(idOf) })
        ids.set(`${collection} ${key}`, String(created.id))
      }
    })
    // Frees the memory that the write needed.
    await new Promise(setImmediate)
  }
  for (const collection of collections) {
    const count = documents.filter((document) => document.collection === collection).length
    if (count > 0) log(`${collection}: ${count}`)
    // Otherwise an empty draft would be the first version of each document.
    if (hasDrafts(payload, collection)) {
      await payload.db.deleteVersions({ collection, where: { 'version._status': { equals: 'draft' } } })
    }
  }

  const globals = sampleGlobals(today)
  for (const { slug, data } of globals) {
    await explaining(`the global "${slug}"`, () =>
      payload.updateGlobal({ ...quietly, slug, data: { ...data(idOf), _status: 'published' } }),
    )
  }
  log(`globals: ${globals.length}`)
  log(`The sample school is there, after ${((performance.now() - started) / 1000).toFixed(1)} s.`)
}

function hasDrafts(payload: Payload, collection: CollectionSlug): boolean {
  const versions = payload.collections[collection]?.config.versions
  return Boolean(versions && versions.drafts)
}

async function refuseUnlessSafe(payload: Payload): Promise<void> {
  const { hostname } = new URL(payload.config.serverURL || 'http://localhost')
  if (!/^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) {
    throw new Refusal(
      'the sample school was not written.',
      `the CMS is at ${payload.config.serverURL}, which is a public address, and the sample is not for visitors.`,
      'set CMS_URL to http://localhost:3000 and DATABASE_URL to a database of this computer, then run npm run seed',
    )
  }
  for (const collection of collections) {
    const { totalDocs } = await payload.count({
      collection,
      overrideAccess: true,
      ...(payload.collections[collection]?.config.trash ? { trash: true } : {}),
    })
    if (totalDocs === 0) continue
    throw new Refusal(
      'the sample school was not written.',
      `the database already holds ${totalDocs} ${collection}, and the sample would mix with them.`,
      'npm run reset, which empties the database of this computer, or point DATABASE_URL at a new one',
    )
  }
}

/** An error that names the document that Payload refused, and the fields. */
async function explaining(what: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { errors } = (error as { data?: { errors?: { path: string; message: string }[] } }).data ?? {}
    const fields = errors?.map(({ path, message }) => `${path}: ${message}`).join('; ')
    throw new Error(
      `Could not write ${what} of the sample school: ${fields ?? String(error)}. Correct it in scripts/seed.`,
      { cause: error },
    )
  }
}

async function main(): Promise<void> {
  // Only in production does Payload run the committed migrations when it connects.
  Object.assign(process.env, { NODE_ENV: 'production' })
  // Payload looks for its files from here.
  chdir(fileURLToPath(new URL('../../cms', import.meta.url)))
  const { getPayload } = await import('payload')
  const { default: config } = await import('../../cms/src/payload.config')
  const payload = await getPayload({ config, cron: false })
  try {
    await seed(payload, new Date(), (line) => console.log(`  ${line}`))
  } finally {
    await payload.destroy()
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) await runCommand(main)
