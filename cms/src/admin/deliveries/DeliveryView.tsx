'use client'
import { useAuth, useConfig, useDocumentInfo } from '@payloadcms/ui'
import { canPublish } from '../../access/rules'
import type { Attempt, Delivery } from '../../webhooks/delivery'
import styles from './DeliveryView.module.css'
import { usePolling } from '../polling'
import { SendAgain } from './SendAgain'
import { StateIcon, type Tone } from '../StateIcon'
import { durationInWords, When } from '../When'

/** Polls every 3 s until the message is delivered or given up. */
const intervalMs = (latest: Delivery | undefined) => (!latest || latest.state === 'waiting' ? 3_000 : 0)

const tones: Record<Delivery['state'], Tone> = { waiting: 'moving', delivered: 'good', failed: 'bad' }

/** A message to the publisher or to another target: its state, kept up to date, and a button to send it again. */
export function DeliveryView() {
  const { id } = useDocumentInfo()
  const { config } = useConfig()
  const { user } = useAuth()
  const address = `${config.routes.api}/webhook-deliveries/${String(id)}`
  const { data: delivery, problem } = usePolling(address, intervalMs)

  return (
    <section className={`field-type ${styles.view}`} aria-labelledby="delivery-title">
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
