import type { PayloadRequest } from 'payload'
import {
  type ClaimRule,
  type Claims,
  ClaimsSchema,
  ClaimTrialAnswerSchema,
  type ClaimTrial,
  type ClaimTrialAnswer,
  type Finding,
  findingOf,
  isTooWide,
} from 'shared-types'
import { askPublisher } from '../preview/ask-publisher'

/** Publish waits so long for a trial of rules that were not tried since their last change. */
const longestMs = 10_000

/** How many pages of the live site a rule finds something on. */
interface RuleTrial {
  pages: number
  tried: number
  /** In ms since 1970. */
  at: number
}

/** The site grows. */
const keptMs = 60 * 60_000
const maxKept = 1000
/** Finished trials of this process, by rule, the oldest first. */
const finished = new Map<string, RuleTrial>()
/** Trials of which pages are left, by their rules. */
const begun = new Map<string, ClaimTrialAnswer>()

type Rules = Pick<Claims, 'lists' | 'rules'>

const keep = <Value>(map: Map<string, Value>, key: string, value: Value) => {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > maxKept && oldest !== undefined) map.delete(oldest)
}

/** What a rule finds depends on its lines, and on the lists that they name. */
const keyOf = ({ phrases, allowed }: ClaimRule, lists: Claims['lists']): string =>
  JSON.stringify([
    phrases,
    allowed,
    lists.filter(({ name }) => `${phrases} ${allowed}`.includes(`{${name}}`)),
  ])

function trialOf(key: string): RuleTrial | undefined {
  const trial = finished.get(key)
  return trial && Date.now() - trial.at < keptMs ? trial : undefined
}

/** Keeps what a part of a trial found, so that rules that were tried on all pages are not tried again when they are published. */
export function noteTrial({ after, ...rules }: Rules & { after?: string }, answer: ClaimTrialAnswer): void {
  const key = JSON.stringify(rules)
  const before = after === undefined ? undefined : begun.get(key)
  begun.delete(key)
  // Another process of the CMS has the pages before these.
  if (after !== undefined && before?.after !== after) return
  const counts = { ...before?.counts }
  for (const [name, count] of Object.entries(answer.counts)) counts[name] = (counts[name] ?? 0) + count
  const sum = { ...answer, claims: [], counts, tried: (before?.tried ?? 0) + answer.tried }
  if (answer.after !== undefined) return keep(begun, key, sum)
  for (const rule of rules.rules) {
    const trial = { pages: counts[rule.name] ?? 0, tried: sum.tried, at: Date.now() }
    keep(finished, keyOf(rule, rules.lists), trial)
  }
}

/**
 * Warns of rules that go live and find something on many live pages, or that could not be tried on all of them: such a rule may keep
 * each new text off the site. `before`: the rules that are live.
 */
export async function findWideRules(
  req: PayloadRequest,
  before: unknown,
  typed: Record<string, unknown>,
): Promise<Finding[]> {
  const parsed = ClaimsSchema.safeParse(typed)
  // The publish is refused for the same reason, and says so.
  if (!parsed.success) return []
  const { lists, rules } = parsed.data
  const known = knownRules(before)
  const changed = rules.filter((rule) => {
    const isStronger = rule.level === 'blocks' && known.get(keyOf(rule, lists)) !== 'blocks'
    return rule.enabled && rule.level !== 'advises' && (isStronger || !known.has(keyOf(rule, lists)))
  })
  const untried = changed.filter((rule) => !trialOf(keyOf(rule, lists)))
  const problem = untried.length > 0 ? await tryRules(req, typed, untried) : undefined
  return changed.flatMap((rule) => {
    const field = `rules.${rules.indexOf(rule)}.phrases`
    const trial = trialOf(keyOf(rule, lists))
    if (!trial) return findingOf('untried-rule', field, untriedMessage(rule, problem))
    return isTooWide(trial.pages, trial.tried) ? findingOf('wide-rule', field, wideMessage(rule, trial)) : []
  })
}

/** The levels of the rules that are on and live, by what they find. */
function knownRules(live: unknown): ReadonlyMap<string, ClaimRule['level']> {
  const { data } = ClaimsSchema.safeParse(live)
  const rules = (data?.rules ?? []).filter(({ enabled, level }) => enabled && level !== 'advises')
  return new Map(rules.map((rule) => [keyOf(rule, data!.lists), rule.level]))
}

/** Gives why not all pages were read. */
async function tryRules(
  req: PayloadRequest,
  { lists, rules }: Pick<ClaimTrial, 'lists' | 'rules'>,
  untried: readonly ClaimRule[],
): Promise<string | undefined> {
  const endsAt = Date.now() + longestMs
  const names = new Set(untried.map(({ name }) => name))
  const request = { lists, rules: rules?.filter(({ name }) => names.has(String(name).trim())) }
  let after: string | undefined
  let tried = 0
  do {
    const timeoutMs = endsAt - Date.now()
    const answer =
      timeoutMs > 0
        ? await askPublisher('/claim-trial', { ...request, after }, ClaimTrialAnswerSchema, {
            signal: req.signal,
            timeoutMs,
          })
        : undefined
    if (!answer) return `there was time for ${tried.toLocaleString('en-US')} of the pages only.`
    if ('status' in answer) return answer.message.replace(/^There is no preview: /, '')
    noteTrial({ ...ClaimsSchema.parse(request), after }, answer)
    tried += answer.tried
    after = answer.after
  } while (after !== undefined)
  return undefined
}

const consequences: Record<ClaimRule['level'], string> = {
  blocks: 'no new text that says such a thing can go live',
  warns: 'each new text that says such a thing needs a reason',
  advises: '',
}

const wideMessage = ({ name, level }: ClaimRule, { pages, tried }: RuleTrial) =>
  `The rule “${name}” finds something on ${pages.toLocaleString('en-US')} of ${tried.toLocaleString('en-US')} live pages, so it may be too wide. ` +
  `What is live stays, but with this rule ${consequences[level]}. Narrow its phrases, or say why so many pages are meant.`

const untriedMessage = ({ name, level }: ClaimRule, problem: string | undefined) =>
  `The rule “${name}” was not tried on all live pages since its last change${problem ? `: ${problem}` : '.'} ` +
  `If it is too wide, ${consequences[level]}. Try the rules on the site above first, or say why it is right.`
