import { parseArgs } from 'node:util'
import { Refusal } from '../../../bootstrap/refusal.mjs'
import { type PageType, measuredPages } from './pages'

export const partNames = ['bytes', 'layout', 'access', 'reading', 'lighthouse'] as const
export type PartName = (typeof partNames)[number]

export interface WebOptions {
  /** The URL of a site with the sample school that runs already. */
  url?: string
  pages: readonly PageType[]
  only: readonly PartName[]
  /** Lighthouse runs of each page and device, of which the median counts. */
  runs: number
}

const example = 'npm run bench:web -- --pages home,course --only bytes,lighthouse --runs 3'

/** `--pages home,course --only bytes,layout,access,reading,lighthouse --runs 3`; without them all pages and all parts. */
export function webOptions(args: string[]): WebOptions {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      pages: { type: 'string' },
      only: { type: 'string' },
      runs: { type: 'string', default: '3' },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Refusal(`--runs is "${values.runs}".`, 'it must be a whole number above 0.', example)
  }
  const byName = new Map(measuredPages.map((page) => [page.name, page]))
  return {
    url: values.url?.replace(/\/+$/, ''),
    pages: chosen('pages', values.pages, [...byName.keys()]).flatMap((name) => byName.get(name) ?? []),
    only: chosen('only', values.only, partNames),
    runs,
  }
}

/** The names that an option lists, all of which are known; without the option all there are. */
function chosen<Name extends string>(
  option: string,
  value: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  if (value === undefined) return known
  return value.split(',').map((name) => {
    const found = known.find((one) => one === name.trim())
    if (found) return found
    throw new Refusal(`--${option} names "${name}".`, `there is ${known.join(', ')}.`, example)
  })
}
