'use client'
import { useAuth, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { useCallback, useEffect, useState } from 'react'
import { canPublish } from '../access/rules'
import type { Attempt, Delivery } from '../webhooks/delivery'
import { SendAgain } from './SendAgain'
import { StateIcon, type Tone } from './StateIcon'
import { durationInWords, When } from './When'

/** Milliseconds between looks while the message waits. */
const lookEvery = 3000

const tones: Record<Delivery['state'], Tone> = { waiting: 'moving', delivered: 'good', failed: 'bad' }

/** A message to the publisher, or to whoever else is told: what came of it, kept up to date, and a button to send it again. */
export function DeliveryView() {
  const { id } = useDocumentInfo()
  const { config } = useConfig()
  const { user } = useAuth()
  const [delivery, setDelivery] = useState<Delivery>()
  const [problem, setProblem] = useState<string>()
  const address = `${config.routes.api}/webhook-deliveries/${String(id)}`

  const look = useCallback(async () => {
    try {
      const response = await fetch(address, { credentials: 'include' })
      if (!response.ok) throw new Error(`the CMS answered ${response.status}`)
      setDelivery((await response.json()) as Delivery)
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }, [address])

  const isOver = delivery !== undefined && delivery.state !== 'waiting'
  useEffect(() => {
    if (isOver) return
    void look()
    const timer = setInterval(() => {
      if (!document.hidden) void look()
    }, lookEvery)
    return () => clearInterval(timer)
  }, [isOver, look])

  return (
    <section className="field-type release-view delivery-view" aria-labelledby="delivery-title">
      <h2 id="delivery-title">What came of it</h2>
      <p role="status">
        {delivery ? (
          <>
            <StateIcon tone={tones[delivery.state]} /> <Sentence {...delivery} />
          </>
        ) : (
          !problem && 'Looking…'
        )}
      </p>
      {problem && <p>Could not look up what came of it: {problem}. Reload the page.</p>}
      {delivery && (
        <p>
          It is about{' '}
          <a href={documentHref(config.routes.admin, config.globals, delivery)}>
            {delivery.title || 'this document'}
          </a>
          .
        </p>
      )}
      {delivery && canPublish(user as Parameters<typeof canPublish>[0]) && (
        <SendAgain address={address} target={delivery.target} />
      )}
      {delivery?.attempts && delivery.attempts.length > 0 && <Attempts attempts={delivery.attempts} />}
    </section>
  )
}

function documentHref(admin: string, globals: { slug: string }[], { slug, document }: Delivery): string {
  const isGlobal = globals.some((global) => global.slug === slug)
  return isGlobal ? `${admin}/globals/${slug}` : `${admin}/collections/${slug}/${document ?? ''}`
}

function Sentence({ state, target, deliveredAt, attempts, nextAttemptAt }: Delivery) {
  if (state === 'delivered') {
    return (
      <>
        Delivered to “{target}”
        {deliveredAt && (
          <>
            {' '}
            at <When at={deliveredAt} />
          </>
        )}
        .
      </>
    )
  }
  if (state === 'failed') {
    return (
      <>
        Failed: “{target}” did not take it, and it is not sent again by itself. When the cause below is
        mended, send it again.
      </>
    )
  }
  return attempts && attempts.length > 0 ? (
    <>
      Waiting: “{target}” has not taken it yet. It is tried for three days
      {nextAttemptAt && (
        <>
          , next at <When at={nextAttemptAt} />
        </>
      )}
      .
    </>
  ) : (
    <>Waiting: it is on its way to “{target}”.</>
  )
}

const Attempts = ({ attempts }: { attempts: Attempt[] }) => (
  <>
    <h3>Attempts</h3>
    <ol>
      {attempts.map((attempt) => (
        <li key={attempt.at}>
          <When at={attempt.at} />:{' '}
          {attempt.status === undefined ? 'no answer' : `answered ${attempt.status}`} after{' '}
          {durationInWords(attempt.ms)}
          {(attempt.answer || attempt.error) && (
            <>
              : <code>{attempt.answer || attempt.error}</code>
            </>
          )}
        </li>
      ))}
    </ol>
  </>
)
