import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Shorter ones stay as they are: packed they would hardly be smaller. In characters of JSON. */
const longField = 1000

/** What is read is nearly always read again at once: by the checks, the queries and the page of one document. */
const maxRecent = 32
const recent = new Map<PackedText, unknown>()

/** A text that takes a quarter of its room. */
export class PackedText {
  /** A byte in each character: a string moves when memory is tidied up, and a buffer leaves holes. */
  constructor(readonly bytes: string) {}

  static of(text: string): PackedText {
    const level = { [constants.ZSTD_c_compressionLevel]: 1 }
    return new PackedText(zstdCompressSync(text, { params: level }).toString('latin1'))
  }

  toString(): string {
    return zstdDecompressSync(Buffer.from(this.bytes, 'latin1')).toString()
  }
}

/** A packed document as JSON can carry it to another process. */
export interface PackedFields {
  /** In order; null for those that are packed. */
  fields: Record<string, unknown>
  packed: Record<string, string>
}

const textsOf = new WeakMap<object, ReadonlyMap<string, PackedText>>()

/**
 * A document whose long fields, such as the body of a post, are kept packed until somebody reads them: 10,000 posts with
 * tables so take 240 MB less, which the garbage collector need not go through either. To whoever reads it is the same.
 */
export function packed<T extends object>(document: T): T {
  const texts = new Map<string, PackedText>()
  for (const [name, value] of Object.entries(document)) {
    const json = typeof value === 'object' && value !== null ? JSON.stringify(value) : ''
    if (json.length < longField) continue
    const text = PackedText.of(json)
    texts.set(name, text)
    remember(text, value)
  }
  return withTexts(document, texts)
}

/** What `fromPackedFields` makes the same document of. Takes one that is packed. */
export function packedFields(document: object): PackedFields {
  const texts = textsOf.get(document) ?? new Map<string, PackedText>()
  const names = Object.keys(document)
  return {
    fields: Object.fromEntries(
      names.map((name) => [name, texts.has(name) ? null : document[name as keyof typeof document]]),
    ),
    packed: Object.fromEntries(Array.from(texts, ([name, { bytes }]) => [name, bytes])),
  }
}

export const fromPackedFields = ({ fields, packed }: PackedFields): object =>
  withTexts(fields, new Map(Object.entries(packed).map(([name, bytes]) => [name, new PackedText(bytes)])))

function withTexts<T extends object>(fields: T, texts: ReadonlyMap<string, PackedText>): T {
  const properties = Object.keys(fields).map((name): [string, PropertyDescriptor] => {
    const text = texts.get(name)
    const property = text ? reading(text) : { value: fields[name as keyof T] }
    return [name, { ...property, enumerable: true }]
  })
  const document = Object.freeze(Object.defineProperties({}, Object.fromEntries(properties)))
  textsOf.set(document, texts)
  return document as T
}

/** Made here, where it can hold on to nothing else: in `withTexts` it would keep the fields as they were before. */
const reading = (text: PackedText): PropertyDescriptor => ({ get: () => read(text) })

function read(text: PackedText): unknown {
  return recent.get(text) ?? remember(text, frozen(JSON.parse(text.toString())))
}

function remember(text: PackedText, value: unknown): unknown {
  recent.set(text, value)
  const [oldest] = recent.keys()
  if (recent.size > maxRecent && oldest) recent.delete(oldest)
  return value
}

/** Nobody may change what others read. */
function frozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}
