import { median } from '../table'

export const lighthouseCategories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
type Category = (typeof lighthouseCategories)[number]

/** The part of Lighthouse's result that is read here. */
export interface Judgment {
  categories: Record<
    string,
    { score: number | null; auditRefs: readonly { id: string; weight: number }[] } | undefined
  >
  audits: Record<string, Audit | undefined>
  runtimeError?: { message: string }
}

interface Audit {
  title: string
  score: number | null
  displayValue?: string
  details?: object
}

export interface Scores {
  /** From 0 to 100, in the order of the categories; the median of all runs. */
  scores: number[]
  /** The audits that cost a category its 100, each with the figure or the element that it names. */
  losses: string[]
}

/** The median scores of several runs of one page. A category's lost audits are those of the run that had its median. */
export function scoresOf(runs: readonly Judgment[]): Scores {
  const found = lighthouseCategories.map((category) => {
    const score = median(runs.map((run) => scoreOf(run, category)))
    const run = runs.find((one) => scoreOf(one, category) === score)
    return { score, losses: run && score < 100 ? lossesOf(run, category, score) : [] }
  })
  return { scores: found.map(({ score }) => score), losses: found.flatMap(({ losses }) => losses) }
}

/** A missing score counts as 0: Lighthouse could not measure the page. */
const scoreOf = (run: Judgment, category: Category): number =>
  Math.round((run.categories[category]?.score ?? 0) * 100)

function lossesOf(run: Judgment, category: Category, score: number): string[] {
  const losses = (run.categories[category]?.auditRefs ?? [])
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => run.audits[id])
    .filter((audit) => audit?.score != null && audit.score < 1)
    .map((audit) => `${category} ${score}: ${audit?.title}${reasonOf(audit)}`)
  return losses.length > 0
    ? losses
    : [`${category} ${score}: ${run.runtimeError?.message ?? 'no audit says why'}`]
}

function reasonOf(audit: Audit | undefined): string {
  if (audit?.displayValue) return `, ${audit.displayValue}`
  const { items = [] } = (audit?.details ?? {}) as { items?: Record<string, unknown>[] }
  const names = items.slice(0, 3).flatMap(({ node, url, description }) => {
    const { snippet } = (node ?? {}) as { snippet?: string }
    return snippet ?? (typeof description === 'string' ? description : typeof url === 'string' ? url : [])
  })
  return names.length > 0 ? `: ${names.join(' and ')}` : ''
}
