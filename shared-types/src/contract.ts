import type { z } from 'zod'
import type { CollectionSlug, collectionSchemas, GlobalSlug, globalSchemas } from './collections'
import type {
  CalloutBlock,
  CallToActionBlock,
  Config,
  CourseCardBlock,
  FaqBlock,
  Media,
  MediaBlock,
} from './payload-types'
import type { MediaSchema } from './media'
import type { RichTextBlockSchema } from './rich-text'

/*
 * The compile-time proof that the site can read every document that the CMS can publish: each key of a schema exists on the type
 * that Payload generates, and the schema accepts each value of that type. Types cannot express formats (a slug, an address): the
 * CMS validates those with the same functions. When the proof fails, the compiler's error lists the fields.
 */

interface AnyDocument {
  id: string
  updatedAt: string
  createdAt: string
}
interface AnyRichText {
  root: { children: unknown[] }
}

/** Payload types a group without required fields as optional, but always sends one: an empty group is `{}`. */
type GroupKeys<T> = {
  [K in keyof T]-?: undefined extends T[K]
    ? null extends T[K]
      ? never
      : [Exclude<T[K], undefined>] extends [object]
        ? K
        : never
    : never
}[keyof T]

type Fields<T> = { [K in keyof T as K extends GroupKeys<T> ? never : K]: AtDepth0<T[K]> } & {
  [K in GroupKeys<T>]-?: AtDepth0<Exclude<T[K], undefined>>
}

/** Payload types a reference as an id or a document. The site fetches at depth 0, where it is always an id. */
type AtDepth0<T> = T extends AnyRichText
  ? T
  : T extends (infer Item)[]
    ? AtDepth0<Item>[]
    : T extends AnyDocument
      ? never
      : T extends object
        ? Fields<T>
        : T

/** Payload's type of an upload is too wide: each has a file, and `cms/src/media/accepted-file.ts` accepts only these types. */
type Uploaded = Omit<Media, 'filename' | 'mimeType'> & {
  filename: string
  mimeType: z.input<typeof MediaSchema>['mimeType']
}
type Documents = Omit<Config['collections'], 'media'> & { media: Uploaded }
type RichTextBlocks = CalloutBlock | MediaBlock | FaqBlock | CourseCardBlock | CallToActionBlock

/** The fields that the schema cannot read, each as `collection.field: what is wrong`. */
type Problems<Input, Doc, Path extends string> = unknown extends Input
  ? never
  : EmptyProblems<Input, Doc, Path> | ValueProblems<NonNullable<Input>, NonNullable<Doc>, Path>

type EmptyProblems<Input, Doc, Path extends string> =
  | (null extends Doc ? (null extends Input ? never : MayBeEmpty<Path>) : never)
  | (undefined extends Doc ? (undefined extends Input ? never : MayBeEmpty<Path>) : never)
type MayBeEmpty<Path extends string> = `${Path}: may be empty in the CMS, but the site needs it`

type ValueProblems<Input, Doc, Path extends string> = [Input] extends [readonly (infer InputItem)[]]
  ? [Doc] extends [readonly (infer DocItem)[]]
    ? Problems<InputItem, DocItem, `${Path}[]`>
    : `${Path}: is a list for the site, but not in the CMS`
  : [Input] extends [{ blockType: string }]
    ? BlockProblems<Input, Doc, Path>
    : [Input] extends [object]
      ? KeyProblems<Input, Doc, Path>
      : [Doc] extends [Input]
        ? never
        : `${Path}: the CMS can hold what the site does not take`

type KeyProblems<Input, Doc, Path extends string> = string extends keyof Input
  ? { [K in keyof Doc & string]: Problems<Input[keyof Input], Doc[K], `${Path}.${K}`> }[keyof Doc & string]
  : {
      [K in keyof Input & string]-?: K extends keyof Doc
        ? Problems<Input[K], Doc[K], `${Path}.${K}`>
        : `${Path}.${K}: is not in the CMS`
    }[keyof Input & string]

type BlockType<T> = T extends { blockType: infer Type extends string } ? Type : never
type BlockProblems<Input, Doc, Path extends string> =
  | {
      [Type in BlockType<Input>]: [Extract<Doc, { blockType: Type }>] extends [never]
        ? `${Path}(${Type}): the CMS has no such block`
        : KeyProblems<
            Extract<Input, { blockType: Type }>,
            Extract<Doc, { blockType: Type }>,
            `${Path}(${Type})`
          >
    }[BlockType<Input>]
  | {
      [
        Type in Exclude<BlockType<Doc>, BlockType<Input>>
      ]: `${Path}(${Type}): the site does not know this block`
    }[Exclude<BlockType<Doc>, BlockType<Input>>]

type CollectionProblems = {
  [Slug in CollectionSlug]: KeyProblems<
    z.input<(typeof collectionSchemas)[Slug]>,
    Fields<Documents[Slug]>,
    Slug
  >
}[CollectionSlug]
type GlobalProblems = {
  [Slug in GlobalSlug]: KeyProblems<
    z.input<(typeof globalSchemas)[Slug]>,
    Fields<Config['globals'][Slug]>,
    Slug
  >
}[GlobalSlug]
type BlocksInTextProblems = BlockProblems<
  z.input<typeof RichTextBlockSchema>,
  AtDepth0<RichTextBlocks>,
  'rich text'
>

type None<Problem extends never> = Problem

/** Does not compile when the site could not read a document that the CMS can publish. */
export type Contract = None<CollectionProblems | GlobalProblems | BlocksInTextProblems>
