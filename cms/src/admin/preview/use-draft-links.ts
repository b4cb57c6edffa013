import { useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useRef, useState } from 'react'
import type { DraftLinkSummary, NewDraftLink } from '../../preview/draft-links'
import { useFormSaves } from '../saving/form-saves'

interface Made {
  address: string
  link: DraftLinkSummary
}

/** The links to the document of the form, for readers without an account. `problem`: why the last request did nothing. */
export function useDraftLinks() {
  const { config } = useConfig()
  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const saves = useFormSaves()
  const [links, setLinks] = useState<DraftLinkSummary[]>()
  /** The address of the newest link. Only the answer to its making has it. */
  const [made, setMade] = useState<Made>()
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const document = globalSlug ? `globals/${globalSlug}` : `${collectionSlug}/${id}`
  const root = `${config.routes.api}/${document}/draft-links`

  const send = useRef(async <Answer>(method: string, address: string, body?: NewDraftLink) => {
    setSending(true)
    const answer = await request<Answer>(method, address, body)
    setSending(false)
    setProblem(typeof answer === 'string' ? answer : undefined)
    return typeof answer === 'string' ? undefined : answer
  }).current

  useEffect(() => {
    void send<{ links: DraftLinkSummary[] }>('GET', root).then((answer) => answer && setLinks(answer.links))
  }, [send, root])

  const make = async (wanted: NewDraftLink) => {
    if (!(await saves.settle()))
      return setProblem('No link was made, because what you typed is not saved yet.')
    const answer = await send<Made>('POST', root, wanted)
    if (!answer) return
    setMade(answer)
    setLinks((before = []) => [answer.link, ...before])
  }
  const withdraw = async (link: string) => {
    const answer = await send<{ links: DraftLinkSummary[] }>('DELETE', `${root}/${link}`)
    if (!answer) return
    setLinks(answer.links)
    if (made?.link.id === link) setMade(undefined)
  }
  return { links, made, problem, isSending, make, withdraw }
}

/** The answer, or why there is none. */
async function request<Answer>(
  method: string,
  address: string,
  body?: NewDraftLink,
): Promise<Answer | string> {
  try {
    const response = await fetch(address, {
      method,
      credentials: 'include',
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Answer & { errors?: { message: string }[] }
    return response.ok ? answer : (answer.errors?.[0]?.message ?? `The CMS answered ${response.status}.`)
  } catch {
    return 'The CMS did not answer, so nothing may have changed. Try again.'
  }
}
