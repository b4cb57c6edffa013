import type { Endpoint, PayloadRequest } from 'payload'
import { ReleaseReportSchema } from 'shared-types'
import { verifyWebhook } from 'shared-types/webhook-signature'
import { env } from '../env'
import { recordRelease } from './release-record'

const maxBodyBytes = 2 * 1024 * 1024

const answer = (status: number, message: string) =>
  Response.json(status < 400 ? { message } : { errors: [{ message }] }, {
    status,
    headers: { 'Cache-Control': 'no-store' },
  })

/** Takes the reports of the publisher and of CI. The signature is the sender's only credential and gives access to nothing else. */
export const releaseReportsEndpoint: Endpoint = {
  path: '/release-reports',
  method: 'post',
  custom: { readsBody: true },
  handler: async (req) => {
    const body = await readBody(req)
    if (!body) {
      return answer(
        413,
        `The report was refused: it is larger than ${maxBodyBytes / 1024} kB. Shorten its lists.`,
      )
    }
    const verified = verifyWebhook(env.reportSecrets, req.headers, body)
    if ('problem' in verified) return answer(401, `The report was refused. ${verified.problem}`)

    let json: unknown
    try {
      json = JSON.parse(body.toString())
    } catch {
      return answer(400, 'The report was refused: it is no JSON. Send it whole, as it was signed.')
    }
    const result = ReleaseReportSchema.safeParse(json)
    if (!result.success) {
      const [issue] = result.error.issues
      return answer(
        400,
        `The report was refused: ${issue?.path.join('.') || 'it'}: ${issue?.message}. Are the CMS and its publisher of the same version?`,
      )
    }
    const report = result.data.data
    if (report.target !== verified.sender) {
      return answer(
        401,
        `The report was refused: it speaks for “${report.target}”, and is signed with the secret of “${verified.sender}”.`,
      )
    }
    const outcome = await recordRelease(req.payload, report, verified.sentAt)
    return answer(
      200,
      outcome === 'recorded' ? 'Recorded.' : 'A later report is recorded already, and nothing was changed.',
    )
  },
}

/** The bytes as they were sent; undefined when there are too many. */
async function readBody({ body, headers }: PayloadRequest): Promise<Buffer | undefined> {
  if (Number(headers.get('content-length')) > maxBodyBytes) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
