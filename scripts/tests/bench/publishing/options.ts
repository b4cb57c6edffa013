import { parseArgs } from 'node:util'
import { Refusal } from '../../../bootstrap/refusal.mjs'

export const parts = [
  'publish',
  'preview',
  'hugo',
  'memory',
  'burst',
  'saves',
  'typing',
  'generated',
] as const
export type BenchPart = (typeof parts)[number]

export interface BenchOptions {
  /** Test stacks by their number of posts, smallest first; 0 is the sample school as it is. */
  sizes: number[]
  only: BenchPart[]
  /** The number of edits in each series. */
  edits: number
  /** A MongoDB server, where each stack gets a database of its own; undefined: SQLite files. */
  database?: string
}

const example = 'npm run bench -- --sizes sample,1000,10000 --only publish,hugo --edits 50'

/** `--sizes sample,1000,10000 --only publish,preview,hugo,memory,burst,saves,typing,generated --edits 50`, which are the defaults, and `--database mongodb://…`. */
export function benchOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: 'sample,1000,10000' },
      only: { type: 'string', default: parts.join(',') },
      edits: { type: 'string', default: '50' },
      database: { type: 'string' },
    },
  })
  const sizes = values.sizes.split(',').map((size) => (size === 'sample' ? 0 : wholeNumber('sizes', size)))
  const only = values.only.split(',').map((name) => {
    const part = parts.find((known) => known === name)
    if (part) return part
    throw new Refusal(`--only names "${name}".`, `there is ${parts.join(', ')}.`, example)
  })
  const { database } = values
  if (database && !/^mongodb(\+srv)?:/.test(database)) {
    throw new Refusal(
      `--database is "${database}".`,
      'it names a MongoDB server; without it the bench makes SQLite files.',
      'npm run bench -- --database "mongodb://localhost:27017/?replicaSet=rs0"',
    )
  }
  return { sizes: sizes.toSorted((a, b) => a - b), only, edits: wholeNumber('edits', values.edits), database }
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value)
  if (Number.isInteger(number) && number > 0) return number
  throw new Refusal(`--${option} is "${value}".`, 'it must be a whole number above 0.', example)
}
