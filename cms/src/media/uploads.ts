import { createHash } from 'node:crypto'
import { mkdir, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CollectionAfterChangeHook,
  type CollectionBeforeChangeHook,
  type CollectionBeforeDeleteHook,
  type CollectionBeforeOperationHook,
  commitTransaction,
  initTransaction,
  type Payload,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { afterCommit, afterRollback } from '../database/after-commit'
import { env } from '../env'
import { acceptedType, type AcceptedType, safeName } from './accepted-file'
import { wholePdf } from './pdf'
import { type DerivativeName, preparePicture, type PreparedPicture } from './picture'
import { RefusedFile } from './refused-file'

interface PreparedUpload {
  file: { name: string; data: Buffer; mimetype: AcceptedType; size: number }
  picture: PreparedPicture | undefined
}

interface StoredDerivative {
  filename: string
  mimeType: string
  filesize: number
  width: number
  height: number
}

const extensions: Record<AcceptedType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
}

/** Only a new file changes these fields; values in a request are ignored. */
const fieldsOfFile = [
  'filename',
  'mimeType',
  'filesize',
  'width',
  'height',
  'sizes',
  'dominantColor',
] as const

const uploads = new WeakMap<PayloadRequest, PreparedUpload>()

const refuse = (req: PayloadRequest, message: string) =>
  new ValidationError({ collection: 'media', errors: [{ path: 'file', label: 'File', message }] }, req.t)

/** Checks and re-encodes an uploaded file before Payload reads it, and outside any transaction. */
export const prepareUpload: CollectionBeforeOperationHook = async (hook) => {
  const { args, collection, operation, overrideAccess, req } = hook
  if (operation !== 'create' && operation !== 'update') return args
  uploads.delete(req)
  takeFocalPoint(req, args.data, operation)
  if (!overrideAccess) {
    const id: unknown = 'id' in args ? args.id : undefined
    const mayWrite = await collection.access[operation]({ req, data: args.data, id: id as string })
    // Payload will refuse this request, so do not spend CPU time on its file.
    if (!mayWrite) return args
  }
  const { file } = req
  if (!file) {
    // Otherwise Payload would fetch a file from the URL in the request.
    if (operation === 'create' && !overrideAccess) throw refuse(req, 'Choose a file to upload.')
    return args
  }
  await checkTexts(hook)
  const prepared = await outsideTransaction(req, async () => {
    try {
      return await prepare(file, req.payload)
    } catch (error) {
      if (error instanceof RefusedFile) throw refuse(req, error.message)
      throw error
    }
  })
  uploads.set(req, prepared)
  req.file = prepared.file
  return args
}

type TextValidation = (value: unknown, options: unknown) => Promise<string | true> | string | true

/** Refuses a text that Payload would refuse after the pictures are made, which takes a second. */
async function checkTexts({
  args,
  collection,
  operation,
  req,
}: Parameters<CollectionBeforeOperationHook>[0]) {
  const { data: sent, id } = args as { data: Record<string, unknown>; id?: number | string }
  const stored =
    id === undefined
      ? {}
      : await req.payload.db.findOne<Record<string, unknown> & { id: string }>({
          collection: collection.slug,
          where: { id: { equals: id } },
          req,
        })
  const data: Record<string, unknown> = { ...stored, ...sent }
  const errors: { path: string; label: string; message: string }[] = []
  for (const field of collection.fields) {
    if (field.type !== 'text' || !field.validate) continue
    const { label, name } = field
    const value = data[name]
    const options = { ...field, data, siblingData: data, event: 'submit', id, operation, path: [name], req }
    const result = await (field.validate as TextValidation)(
      typeof value === 'string' ? value.trim() : value,
      options,
    )
    if (result !== true) {
      errors.push({ path: name, label: typeof label === 'string' ? label : name, message: result })
    }
  }
  if (errors.length > 0) throw new ValidationError({ collection: collection.slug, errors }, req.t)
}

/**
 * Runs `work` between two transactions. SQLite has one writer at a time, and making pictures takes a second. The
 * request has written nothing yet, so nothing is split.
 */
async function outsideTransaction<Result>(req: PayloadRequest, work: () => Promise<Result>): Promise<Result> {
  // Only for a REST request, whose transaction is its own; another caller's may have writes in it.
  if (req.payloadAPI !== 'REST' || !req.transactionID) return work()
  await commitTransaction(req)
  const result = await work()
  await initTransaction(req)
  return result
}

async function prepare(sent: { data: Buffer; name: string }, payload: Payload): Promise<PreparedUpload> {
  const mimetype = acceptedType(sent.data, sent.name)
  const picture =
    mimetype === 'application/pdf' ? undefined : await preparePicture(sent.data, mimetype, sent.name)
  const data = picture?.bytes ?? wholePdf(sent.data, sent.name)
  const name = await freeName(`${safeName(sent.name)}-${hashOf(data)}`, extensions[mimetype], payload)
  return { file: { name, data, mimetype, size: data.length }, picture }
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 10)

/**
 * Adds `-2` for a file that is uploaded again: each document has its own files, so deleting one document keeps those of
 * the other.
 */
async function freeName(base: string, extension: string, payload: Payload): Promise<string> {
  for (let count = 1; ; count++) {
    const name = `${base}${count > 1 ? `-${count}` : ''}.${extension}`
    const taken = await payload.db.findOne({ collection: 'media', where: { filename: { equals: name } } })
    if (!taken) return name
  }
}

/**
 * Takes the focal point from the query, where the admin sends it, and drops the crop, which would overwrite the picture
 * under its old name.
 */
function takeFocalPoint(req: PayloadRequest, data: Record<string, unknown>, operation: 'create' | 'update') {
  const edits = req.query?.uploadEdits as { focalPoint?: { x?: unknown; y?: unknown } } | undefined
  if (req.query) delete req.query.uploadEdits
  const { focalPoint } = edits ?? {}
  if (focalPoint) {
    data.focalX = percent(focalPoint.x)
    data.focalY = percent(focalPoint.y)
  } else if (req.file || operation === 'create') {
    data.focalX = percent(data.focalX)
    data.focalY = percent(data.focalY)
  }
}

const percent = (value: unknown) => {
  const number = Math.round(Number(value ?? 50))
  return Number.isFinite(number) ? Math.min(100, Math.max(0, number)) : 50
}

/**
 * Sets the fields about a document's files, from the prepared upload or the stored document and never from the request.
 */
export const describeFiles: CollectionBeforeChangeHook = ({ data, originalDoc, operation, req }) => {
  const upload = uploads.get(req)
  if (!upload) {
    if (operation === 'create') throw refuse(req, 'Choose a file to upload.')
    return { ...data, ...Object.fromEntries(fieldsOfFile.map((field) => [field, originalDoc?.[field]])) }
  }
  const { file, picture } = upload
  return {
    ...data,
    filename: file.name,
    mimeType: file.mimetype,
    filesize: file.size,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    dominantColor: picture?.dominantColor ?? null,
    sizes: sizesOf(upload),
  }
}

function sizesOf({ file, picture }: PreparedUpload): Partial<Record<DerivativeName, StoredDerivative>> {
  const base = file.name.slice(0, file.name.lastIndexOf('.'))
  return Object.fromEntries(
    (picture?.derivatives ?? []).map(({ name, format, bytes, width, height }) => [
      name,
      {
        filename: `${base}-${width}-${hashOf(bytes)}.${format}`,
        mimeType: `image/${format}`,
        filesize: bytes.length,
        width,
        height,
      },
    ]),
  )
}

/**
 * Writes the files. Runs after the row is written, so a refused save leaves no file; and before the commit, so no row
 * lacks its files.
 */
export const storeFiles: CollectionAfterChangeHook = async ({ previousDoc, req }) => {
  const upload = uploads.get(req)
  if (!upload) return
  uploads.delete(req)
  const sizes = sizesOf(upload)
  await afterRollback(req, () => deleteFiles(filesOf({ filename: upload.file.name, sizes }), req.payload))
  await mkdir(env.MEDIA_DIR, { recursive: true })
  for (const { name, bytes } of upload.picture?.derivatives ?? []) {
    await writeWhole(sizes[name]?.filename, bytes)
  }
  await writeWhole(upload.file.name, upload.file.data)
  await deleteUnusedFiles(filesOf(previousDoc), req)
}

/** Reads the row itself, because Payload gives an afterDelete hook only those fields that the request selects. */
export const deleteFilesOfDeleted: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const doc = await req.payload.db.findOne({ collection: 'media', where: { id: { equals: id } }, req })
  await deleteUnusedFiles(filesOf(doc), req)
}

async function writeWhole(filename: string | undefined, bytes: Buffer) {
  if (!filename) return
  const path = join(env.MEDIA_DIR, filename)
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}

/** The names of all files of a document, its own first. */
export function filesOf(doc: unknown): string[] {
  const { filename, sizes } = (doc ?? {}) as {
    filename?: string | null
    sizes?: Record<string, { filename?: string | null } | null> | null
  }
  return [filename, ...Object.values(sizes ?? {}).map((size) => size?.filename)].filter(
    (name) => name != null,
  )
}

/** A request that read the document just before it changed may still ask for the files. */
const deleteAfterMs = 5_000

async function deleteUnusedFiles(filenames: string[], req: PayloadRequest) {
  if (filenames.length === 0) return
  await afterCommit(req, () => {
    setTimeout(() => void deleteFiles(filenames, req.payload), deleteAfterMs).unref()
  })
}

/** Deletes the files of a document, its own first, unless a document has them. Never rejects. */
async function deleteFiles(filenames: string[], payload: Payload): Promise<void> {
  const [original] = filenames
  try {
    const where = { filename: { equals: original } }
    if (await payload.db.findOne({ collection: 'media', where })) return
    for (const filename of filenames) await unlink(join(env.MEDIA_DIR, filename)).catch(() => undefined)
  } catch (error) {
    payload.logger.error({
      err: error,
      msg: `Could not delete the files of ${original}, which no document uses any more.`,
    })
  }
}
