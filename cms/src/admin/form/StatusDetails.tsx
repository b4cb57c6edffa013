'use client'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { ProblemLink } from '../../releases/document-links'
import type { DocumentStatus } from '../../releases/document-status'
import { useDocumentStatus } from './document-status'
import { openPath, pathOfField, useEntityFields } from './field-path'
import { fieldInHash, openField } from './open-field'
import { FreezeInWords } from '../FreezeInWords'
import { AllowButton } from '../releases/AllowButton'
import type { Command } from '../releases/command'
import { CommandDialog } from '../releases/CommandDialog'
import { StateIcon } from '../StateIcon'
import { detailsId } from './StatusChip'
import styles from './StatusDetails.module.css'
import { When } from '../When'

/** In the sidebar of a document: what visitors see of it, and what to do when that is not the newest version. */
export function StatusDetails() {
  const { seen, refresh } = useDocumentStatus()
  const { status } = seen ?? {}
  const [command, setCommand] = useState<Command>()
  const isAtField = useRef(false)
  const fields = useEntityFields()
  // A link of the dashboard, or of a preview, leads to a field of this form; go there once the form is mounted.
  useEffect(() => {
    const id = fieldInHash()
    if (!status || !id || isAtField.current) return
    isAtField.current = true
    openPath(fields, pathOfField(id))
  }, [status])

  return (
    <section className={`field-type ${styles.details}`} id={detailsId} aria-labelledby={`${detailsId}-title`}>
      <h2 id={`${detailsId}-title`}>On the site</h2>
      {!seen ? (
        <p>Not yet saved.</p>
      ) : seen.status ? (
        <Details {...seen.status} onCommand={setCommand} />
      ) : (
        <p>{seen.problem ? '' : 'Looking…'}</p>
      )}
      {seen?.problem && (
        <p>Could not look up what visitors see: {seen.problem}. It is tried again by itself.</p>
      )}
      {command && (
        <CommandDialog
          command={command}
          onClose={() => {
            setCommand(undefined)
            void refresh()
          }}
        />
      )}
    </section>
  )
}

type DetailsProps = DocumentStatus & { onCommand: (command: Command) => void }

function Details({ onCommand, ...status }: DetailsProps) {
  return (
    <>
      <Sentence {...status} />
      {status.state === 'waiting' && status.mayAllow && <AllowButton {...status} onCommand={onCommand} />}
      {status.hasNewerDraft && (
        <p>There is a newer draft, which visitors do not see until it is published.</p>
      )}
      {status.warnings.length > 0 && (
        <>
          <p>
            <StateIcon tone="bad" /> On the site, but not as it was meant:
          </p>
          <Problems problems={status.warnings} />
        </>
      )}
    </>
  )
}

function Sentence(status: DocumentStatus) {
  switch (status.state) {
    case 'draft':
      if (status.isInTrash) return <p>It is in the trash, where visitors see nothing of it.</p>
      return status.waits ? (
        <p>Visitors do not see it until a document that uses it is published.</p>
      ) : (
        <p>Visitors see nothing of this.</p>
      )
    case 'queued':
      return status.silentSince ? (
        <NoAnswer since={status.silentSince} />
      ) : status.publisherProblem ? (
        <NothingGoesLive problem={status.publisherProblem} />
      ) : (
        <p>
          {status.isBeingMade ? 'A release with this version is being made' : 'This version is on its way'},
          since <When at={status.since} />.
        </p>
      )
    case 'coming-down':
      return status.freeze ? (
        <p>
          Taken down, but visitors still see it: <FreezeInWords {...status.freeze} />
        </p>
      ) : status.silentSince ? (
        <NoAnswer since={status.silentSince} />
      ) : status.publisherProblem ? (
        <NothingGoesLive problem={status.publisherProblem} />
      ) : (
        <p>
          Taken down at <When at={status.since} />; visitors see it for another moment.
        </p>
      )
    case 'live':
      return (
        <p>
          Visitors have seen this version since <When at={status.since} /> (release {status.release}).{' '}
          {status.url && (
            <a href={status.url} target="_blank" rel="noopener">
              Open the page ↗
            </a>
          )}
        </p>
      )
    case 'frozen':
      return (
        <p>
          The site is frozen, and this version waits: <FreezeInWords {...status.freeze} />
        </p>
      )
    case 'waiting':
      return (
        <p>
          {status.isRemoval
            ? 'This is taken down, but visitors still see it'
            : 'Visitors still see what they saw before'}
          : {status.what}, and so much waits until a publisher allows it.
          {status.isRemoval && ' If it is a mistake, publish this again.'}
        </p>
      )
    case 'blocked':
      return (
        <>
          <p>
            This version is blocked, and what visitors saw before stays. Correct this, then publish again:
          </p>
          <Problems problems={status.problems} />
        </>
      )
    case 'refused':
    case 'failed':
      return (
        <p>
          The release with this version {status.state === 'refused' ? 'was refused' : 'failed'} at{' '}
          <When at={status.since} />, and the site is as it was. {status.message}
          {status.canBeAllowed && ' A publisher can allow it on the dashboard.'}
        </p>
      )
  }
}

const NoAnswer = ({ since }: { since: string }) => (
  <p>
    The publisher has not answered since <When at={since} />: is it running? <code>npm start</code> runs it.
    Nothing is lost; it goes live as soon as the publisher is back.
  </p>
)

const NothingGoesLive = ({ problem }: { problem: string }) => (
  <p>The publisher is running, but nothing goes live at present. {problem}</p>
)

function Problems({ problems }: { problems: readonly ProblemLink[] }) {
  const open = (event: MouseEvent, { field, href }: ProblemLink) => {
    const [, hash] = href.split('#')
    if (hash && openField(hash, field)) event.preventDefault()
  }
  return (
    <ul>
      {problems.map((problem) => (
        <li key={`${problem.href} ${problem.message}`}>
          {problem.field && (
            <>
              <a href={problem.href} onClick={(event) => open(event, problem)}>
                {problem.field}
              </a>
              :{' '}
            </>
          )}
          {problem.message}
        </li>
      ))}
    </ul>
  )
}
