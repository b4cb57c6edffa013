import type { Endpoint } from 'payload'
import { claimPhrasesProblem, ClaimTrialAnswerSchema, ClaimTrialSchema, wordListsOf } from 'shared-types'
import { refuse } from '../access/refusal'
import { isAdmin } from '../access/rules'
import { askPublisher } from '../preview/ask-publisher'
import { noteTrial } from './rule-trials'

/**
 * Tries rules about claims as they stand in the form on some pages of the live site: `{ lists, rules, after }`. Answers with a
 * `ClaimTrialAnswer`; its `after` asks for the next pages. Stores nothing in the database.
 */
export const claimTrialEndpoint: Endpoint = {
  path: '/claim-trial',
  method: 'post',
  handler: async (req) => {
    if (!isAdmin(req.user))
      return refuse(403, 'Nothing was tried: only administrators change the rules about claims.')
    const { data, error } = ClaimTrialSchema.safeParse(req.data)
    if (!data) {
      const [{ path, message }] = error.issues as [(typeof error.issues)[0]]
      return refuse(
        400,
        `Nothing was tried: “${path.join('.')}” is wrong (${message}). Fill it in, then try again.`,
      )
    }
    const lists = wordListsOf(data.lists)
    for (const { name, phrases, allowed } of data.rules) {
      const problem = claimPhrasesProblem([...phrases, ...allowed], lists)
      if (problem) return refuse(400, `Nothing was tried: the rule “${name}” is wrong. ${problem}`)
    }
    // As it came: the publisher parses the same.
    const answer = await askPublisher('/claim-trial', req.data ?? {}, ClaimTrialAnswerSchema, {
      signal: req.signal,
    })
    if (!('status' in answer)) noteTrial(data, answer)
    return 'status' in answer
      ? refuse(answer.status, answer.message.replace(/^There is no preview: /, 'Nothing was tried: '))
      : Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
  },
}
