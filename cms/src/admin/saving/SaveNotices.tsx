'use client'
import { Button, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useEffectEvent, useState } from 'react'
import { When } from '../When'
import { type FormSaves, useCreatedId, useFormSaves, useOffers } from './form-saves'
import styles from './SaveStatus.module.css'
import type { SaveStateOfDocument } from './send-save'

/** Above the form: who else has it open, and words that an earlier page could not save. */
export function SaveNotices() {
  const saves = useFormSaves()
  const offers = useOffers(saves)
  const others = useOthers(saves)
  return (
    <div className={styles.notices}>
      <div role="status">
        {others.length > 0 && (
          <p>
            {new Intl.ListFormat('en').format(others)} {others.length > 1 ? 'have' : 'has'} this open too.
          </p>
        )}
      </div>
      {offers.map(([page, words]) => (
        <div key={page} className={styles.offer} role="alert">
          <p>
            What you typed here until <When at={new Date(words.at).toISOString()} isShort /> was not saved.
          </p>
          <Button size="small" margin={false} onClick={() => void saves.ports?.putBack(page, words)}>
            Put them back
          </Button>
          <Button
            size="small"
            margin={false}
            buttonStyle="secondary"
            onClick={() => saves.ports?.discard(page)}
          >
            Discard
          </Button>
        </div>
      ))}
    </div>
  )
}

const reportEveryMs = 20_000

/** A form that opens in place of another one must not be reported before that one is reported closed. */
let lastReport: Promise<unknown> = Promise.resolve()

/** Reports that the form is open while its tab is in use. Returns the names of the other users who have it open. */
function useOthers(saves: FormSaves): string[] {
  const info = useDocumentInfo()
  const { id: openedId, collectionSlug, globalSlug, isTrashed } = info
  const id = useCreatedId(saves) ?? openedId
  const { config } = useConfig()
  const [others, setOthers] = useState<string[]>([])
  /** Of what a colleague has written since, Publish and the status of the form know only by this. */
  const showWritten = useEffectEvent(({ edits, token }: SaveStateOfDocument) => {
    if (token <= (saves.state.token ?? 0)) return
    info.setUnpublishedVersionCount((count) => (edits.length > 0 ? Math.max(count, 1) : 0))
    if (edits.length === 0) info.setHasPublishedDoc(true)
  })
  // What is in the trash has a form that only shows it.
  const isStored = !isTrashed && (globalSlug ?? id)
  const address = [config.routes.api, globalSlug ? `globals/${globalSlug}` : `${collectionSlug}/${id}`].join(
    '/',
  )

  useEffect(() => {
    if (!isStored) return
    const report = (body: object, keepalive = false) =>
      fetch(`${address}/presence`, {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        keepalive,
        // The next one waits for it.
        signal: AbortSignal.timeout(reportEveryMs),
      })
    const reportInOrder = (body: object, keepalive = false) => {
      const response = lastReport.then(() => report(body, keepalive))
      lastReport = response.catch(() => undefined)
      return response
    }
    const reportOpen = async () => {
      if (document.hidden) return
      try {
        const response = await reportInOrder({})
        if (!response.ok) return
        const state = (await response.json()) as SaveStateOfDocument
        setOthers(state.openBy.map(({ user }) => user))
        showWritten(state)
      } catch {
        // The status of the form says that there is no connection.
      }
    }
    const closed = { closed: true }
    // The page goes: nothing would be sent later.
    const onLeave = () => void report(closed, true).catch(() => undefined)
    const onChange = () => (document.hidden ? undefined : void reportOpen())
    void reportOpen()
    const timer = setInterval(() => void reportOpen(), reportEveryMs)
    document.addEventListener('visibilitychange', onChange)
    window.addEventListener('pagehide', onLeave)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onChange)
      window.removeEventListener('pagehide', onLeave)
      void reportInOrder(closed, true).catch(() => undefined)
    }
  }, [address, isStored])
  return others
}
