'use client'
import { Button, CheckboxInput, toast } from '@payloadcms/ui'
import type { ClientCollectionConfig } from 'payload'
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  type BulkAction,
  type BulkResponse,
  doneBy,
  type ListFilter,
  overridableRules,
  type Selection,
} from '../../bulk/bulk-action'
import type { WhereUsed } from '../../where-used/where-used'
import type { RemovalEffect } from '../../releases/removal-effect'
import type { OverrideRequest } from '../../saves/override'
import { RemovalConsequences } from '../used/RemovalConsequences'
import { useSendCommand } from '../releases/command'
import { Allowance, reasonId } from './Allowance'
import { BulkChanges } from './BulkChanges'
import { useBulkRequests } from './bulk-requests'
import { counted } from './counted'
import { ChangedSince, Failures } from './Failures'
import { Dialog } from '../Dialog'
import { ReasonField } from '../ReasonField'
import styles from './BulkDialog.module.css'

type Action = Exclude<BulkAction, 'edit'>

interface Props {
  collection: ClientCollectionConfig
  action: Action
  filter: ListFilter
  /** Whether the user may delete for good. */
  mayDelete: boolean
  /** `isDone`: nothing is left to do here; `isChanged`: documents were changed. */
  onClose: (isDone: boolean, isChanged: boolean) => void
}

const verbs: Record<Action, string> = {
  publish: 'Publish',
  unpublish: 'Unpublish',
  trash: 'Move to the trash',
  restore: 'Restore',
  delete: 'Delete for good',
}

/** For visitors, and for the colleagues here: of one document and of several. */
const consequencesFor = (
  action: Action,
  isOne: boolean,
  isTrash = false,
): [visitors: string, here: string] => {
  const [it, they, leave] = isOne ? ['it', 'It', 'leaves'] : ['them', 'They', 'leave']
  const gone = isTrash ? '' : `${they} ${leave} the site at once.`
  switch (action) {
    case 'publish':
      return [`Visitors see ${it} at once.`, '']
    case 'unpublish':
      return [gone, isOne ? 'It stays here as a draft.' : 'They stay here as drafts.']
    case 'trash':
      return [gone, `${they} can be restored from the trash.`]
    case 'restore':
      return [
        '',
        `${isOne ? 'It comes back as a draft' : 'They come back as drafts'}, which visitors do not see.`,
      ]
    case 'delete':
      return [gone, `Nobody can bring ${it} back.`]
  }
}

/** What the others of a selection are, which stay as they are. */
const unchanged: Partial<Record<Action, string>> = {
  publish: 'already published with all changes',
  unpublish: 'not published',
}

/** From this number on, the dialog says that the change takes a while. */
const many = 100

const slug = 'bulk-change'

// The modal handles Escape. If the trap did too, it would end while the documents are changed, when the modal stays open.
const focusTrap = { escapeDeactivates: false }

/**
 * Asks before many documents are changed, with the number that the server counted, and changes exactly those, in the state that they
 * had. When one cannot be changed, none is. The dialog says which cannot, and which have changed since it opened, and why.
 */
export function BulkDialog({ collection, action: asked, filter, mayDelete, onClose }: Props) {
  const requests = useBulkRequests(collection.slug)
  const [selection, setSelection] = useState<Selection>()
  const [problem, setProblem] = useState<string>()
  const [response, setResponse] = useState<BulkResponse>()
  /** The number of documents that the last request was for. */
  const [sent, setSent] = useState(0)
  /** Those of the list that failed, or have changed since. */
  const [unchangeable, setUnchangeable] = useState<ReadonlySet<string>>(new Set())
  const [isSending, setSending] = useState(false)
  const [isForGood, setForGood] = useState(false)
  const [effect, setEffect] = useState<RemovalEffect & { mayAllow: boolean }>()
  const [used, setUsed] = useState<WhereUsed>()
  const [isWaiting, setWaiting] = useState(false)
  const onWaits = useCallback(() => setWaiting(true), [])
  const [putsBack, setPutsBack] = useState(false)
  const [isAllowed, setAllowed] = useState(false)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const sendCommand = useSendCommand()
  const removes = ['unpublish', 'trash', 'delete'].includes(asked)
  const statusRef = useRef<HTMLParagraphElement>(null)
  const action = asked === 'trash' && isForGood ? 'delete' : asked
  const { ids = [], matched = 0, titles = [] } = selection ?? {}
  const chosen = ids.filter((one) => !unchangeable.has(one))
  const count = (number: number) => counted(number, collection)
  const outcomeOf = (done: number, changed: number) =>
    done > 0
      ? `${count(done)} ${done === 1 ? 'was' : 'were'} ${doneBy[action]}, ${changed} left as ${changed === 1 ? 'it is' : 'they are'}`
      : `Nothing was changed: ${count(changed)} ${changed === 1 ? 'has' : 'have'} changed since you opened this`

  useEffect(() => {
    let isCurrent = true
    void requests.select(asked, filter).then(async (answer) => {
      if (!answer.ok) return isCurrent && setProblem(answer.message)
      const { ids } = answer.body
      const [effect, used] =
        removes && ids.length > 0
          ? await Promise.all([
              filter.isTrash ? undefined : requests.removalEffect(ids),
              requests.whereUsed(ids),
            ])
          : []
      if (!isCurrent) return
      if (effect?.ok) setEffect(effect.body)
      if (used && !used.ok) return setProblem(used.message)
      setUsed(used?.body)
      setSelection(answer.body)
    })
    return () => {
      isCurrent = false
    }
    // Only once: the list that the user saw when the dialog opened.
  }, [])
  useEffect(() => {
    if (problem || response) statusRef.current?.focus()
  }, [problem, response])

  const { changedSince = [], docs = [], errors = [] } = response ?? {}

  const send = async (list: Selection, rules?: string[]) => {
    if (isSending) return
    const isReasonMissing = (isAllowed || rules !== undefined) && !reason.trim()
    setMissing(isReasonMissing)
    if (isReasonMissing) return document.getElementById(reasonId)?.focus()
    setSending(true)
    const warned = new Set(rules && errors.map(({ id }) => id))
    const except = [...unchangeable].filter((id) => !warned.has(id))
    setSent(ids.length - except.length)
    const override: OverrideRequest | undefined = rules && { rules, reason }
    const options = { except, isTrash: filter.isTrash, publish: putsBack, override }
    const answer = await requests.change(action, list, options)
    const named = answer.ok ? [...answer.body.errors, ...answer.body.changedSince].map(({ id }) => id) : []
    const left = new Set([...except, ...named])
    const isDone = answer.ok && answer.body.docs.length > 0
    const removed = ids.filter((id) => !left.has(id))
    const allowance = isDone && isAllowed && effect ? await allow(effect, removed) : undefined
    setSending(false)
    if (allowance) toast.error(allowance)
    if (!answer.ok) return setProblem(answer.message)
    if (named.length > 0) {
      setUnchangeable(left)
      return setResponse(answer.body)
    }
    toast.success(answer.body.message)
    onClose(true, true)
  }

  /** Why visitors still see the documents; undefined when the publisher takes them off the site. */
  const allow = async ({ documents }: RemovalEffect, removed: string[]): Promise<string | undefined> => {
    const allowed = documents.filter((document) => removed.includes(document.id))
    const result = await sendCommand('release.allow', { documents: allowed, reason })
    const message = result.ok ? result.response.message : result.message
    return result.ok && result.response.ok ? undefined : `Visitors still see them. ${message}`
  }

  const isRefused = errors.length > 0
  const rules = overridableRules(errors)
  // What could be done is done, and the list shows an older state of the others.
  const isOver = response && !isRefused
  const title = isRefused
    ? `Nothing was changed: ${errors.length} of ${count(sent)} could not be ${doneBy[action]}`
    : isOver
      ? outcomeOf(docs.length, changedSince.length)
      : !selection
        ? 'Counting…'
        : ids.length > 0
          ? `${verbs[action]}: ${count(ids.length)}?`
          : `Nothing to ${verbs[action].toLowerCase()}`
  const [visitors, here] = consequencesFor(action, ids.length === 1, filter.isTrash)
  const leave = () => onClose(Boolean(isOver), docs.length > 0)
  const isNeeded = used !== undefined && used.needed.length > 0 && used.needed.length === ids.length
  const isAtOnce = !isWaiting && (!effect || (effect.documents.length > 0 && !effect.waits))
  return (
    <Dialog
      slug={slug}
      className={styles.dialog}
      title={problem ? 'Nothing more was done' : title}
      focusTrapOptions={focusTrap}
      onExit={leave}
      ignoresEscape={isSending}
      controls={
        <>
          <Button
            buttonStyle="secondary"
            size="large"
            id="confirm-cancel"
            disabled={isSending}
            onClick={leave}
          >
            {isOver
              ? 'Look at the list again'
              : problem || isRefused || selection?.ids.length === 0
                ? 'Close'
                : 'Cancel'}
          </Button>
          {!problem && rules && selection && (
            <Button
              buttonStyle="secondary"
              size="large"
              disabled={isSending}
              onClick={() => void send(selection, rules)}
            >
              {verbs[action]} all {sent}
            </Button>
          )}
          {!problem && !isOver && selection && chosen.length > 0 && !isNeeded && (
            <Button
              size="large"
              id="confirm-action"
              disabled={isSending}
              onClick={() => void send(selection)}
            >
              {isSending
                ? 'One moment…'
                : isRefused
                  ? `${verbs[action]}: the other ${count(chosen.length)}`
                  : verbs[action]}
            </Button>
          )}
        </>
      }
    >
      {problem ? (
        <p ref={statusRef} tabIndex={-1} role="status">
          {problem}
        </p>
      ) : response ? (
        <div ref={statusRef} tabIndex={-1} role="status">
          {isRefused && <Failures failures={errors} collection={collection.slug} />}
          {rules && (
            <ReasonField id={reasonId} value={reason} isRequired isMissing={isMissing} onChange={setReason} />
          )}
          {changedSince.length > 0 && <ChangedSince documents={changedSince} collection={collection.slug} />}
        </div>
      ) : (
        selection && (
          <>
            {ids.length > 0 && !isNeeded && (
              <p>
                {isAtOnce && visitors} {!putsBack && here}
              </p>
            )}
            {matched > ids.length && (
              <p>
                {matched} selected, {matched - ids.length} of them {unchanged[action]}.
              </p>
            )}
            {matched === 0 && <p>A colleague has moved or deleted them. Load the list again.</p>}
            {titles.length > 0 && (
              <ul className={styles.titles}>
                {titles.map((text, index) => (
                  <li key={index}>{text}</li>
                ))}
                {ids.length > titles.length && <li>and {ids.length - titles.length} more</li>}
              </ul>
            )}
            {ids.length > 0 && ((removes && !filter.isTrash) || asked === 'publish') && (
              <BulkChanges {...{ collection, ids, removes, onWaits }} isWaitSaid={effect?.waits ?? false} />
            )}
            {effect?.waits && (
              <Allowance
                {...{ what: effect.what, mayAllow: effect.mayAllow, isAllowed, reason, isMissing }}
                onAllow={setAllowed}
                onReason={setReason}
              />
            )}
            {removes && ids.length > 0 && <RemovalConsequences used={used} count={ids.length} />}
            {asked === 'restore' && (selection.wereLive ?? 0) > 0 && (
              <CheckboxInput
                id="put-back-live"
                label={
                  ids.length === 1
                    ? 'It was live: publish what visitors saw again'
                    : `${selection.wereLive} of them were live: publish what visitors saw again`
                }
                checked={putsBack}
                onToggle={({ target }) => setPutsBack(target.checked)}
              />
            )}
            {asked === 'trash' && mayDelete && !isNeeded && (
              <CheckboxInput
                id="delete-forever"
                label={`Delete ${ids.length === 1 ? 'it' : 'them'} for good, without the trash`}
                checked={isForGood}
                onToggle={({ target }) => setForGood(target.checked)}
              />
            )}
          </>
        )
      )}
      {isSending && chosen.length >= many && (
        <p role="status">So many take a while. The saves of your colleagues wait until then.</p>
      )}
    </Dialog>
  )
}
