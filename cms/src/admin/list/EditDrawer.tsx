'use client'
import {
  Button,
  DocumentInfoProvider,
  Drawer,
  FieldLabel,
  Form,
  OperationProvider,
  ReactSelect,
  RenderFields,
  toast,
  useAllFormFields,
  useAuth,
  useForm,
  useModal,
  useServerFunctions,
} from '@payloadcms/ui'
import type { ClientCollectionConfig, ClientUser, FormState, SelectType } from 'payload'
import { hasDraftsEnabled, reduceFieldsToValues, unflatten } from 'payload/shared'
import { useEffect, useRef, useState } from 'react'
import {
  type BulkResponse,
  type ListFilter,
  overridableRules,
  type Selection,
  type SignedList,
} from '../../bulk/bulk-action'
import { canPublish } from '../../access/rules'
import styles from './BulkDialog.module.css'
import { useBulkRequests } from './bulk-requests'
import { counted, pluralOf } from './counted'
import { type EditableField, editableFields } from './editable-fields'
import { ChangedSince, Failures } from './Failures'
import { ReasonField } from '../ReasonField'
import { useIgnoreEscape } from '../ignore-escape'
import { useOnChange } from '../polling'
import { When } from '../When'
import { type KeptFields, useKeptFields } from './use-kept-fields'
import { ManyNotAsked } from './ManyNotAsked'

interface Props {
  collection: ClientCollectionConfig
  filter: ListFilter
  onClose: (isDone: boolean) => void
}

const slug = 'bulk-edit'
const reasonId = `${slug}-reason`

/** Sets chosen fields of many documents to the same value: of those that the server found, all or none. */
export function EditDrawer({ collection, filter, onClose }: Props) {
  const { closeModal, modalState, openModal } = useModal()
  const { user } = useAuth()
  const requests = useBulkRequests(collection.slug)
  const [selection, setSelection] = useState<Selection>()
  const [problem, setProblem] = useState<string>()
  const isOpen = Boolean(modalState[slug]?.isOpen)

  useEffect(() => {
    openModal(slug)
    void requests
      .select('edit', filter)
      .then((answer) => (answer.ok ? setSelection(answer.body) : setProblem(answer.message)))
    return () => closeModal(slug)
    // Only once: the list that the user saw when the drawer opened.
  }, [])
  // Payload's drawer closes on Escape and by its own buttons, and calls nothing then.
  useOnChange(isOpen, () => {
    if (!isOpen) onClose(false)
  })

  const what = selection ? counted(selection.ids.length, collection) : pluralOf(collection).toLowerCase()
  return (
    <Drawer slug={slug} title={`Edit ${what}`}>
      {!selection && <p role="status">{problem ?? 'Counting…'}</p>}
      {selection && (
        <DocumentInfoProvider
          {...{ collectionSlug: collection.slug, id: undefined, initialData: {}, initialState: {} }}
          {...{
            currentEditor: user as ClientUser,
            hasPublishedDoc: false,
            isLocked: false,
            lastUpdateTime: 0,
          }}
          {...{ mostRecentVersionIsAutosaved: false, unpublishedVersionCount: 0, versionCount: 0 }}
        >
          <OperationProvider operation="update">
            <Form>
              <Fields collection={collection} list={selection} onClose={onClose} />
            </Form>
          </OperationProvider>
        </DocumentInfoProvider>
      )}
    </Drawer>
  )
}

function Fields({ collection, list, onClose }: Omit<Props, 'filter'> & { list: SignedList }) {
  const { permissions, user } = useAuth()
  const { getFormState } = useServerFunctions()
  const { dispatchFields, getFields } = useForm()
  // Payload has none before the first field is chosen.
  const formState = (useAllFormFields()[0] as FormState | undefined) ?? {}
  const requests = useBulkRequests(collection.slug)
  const [fields, setFields] = useState<EditableField[]>([])
  const [response, setResponse] = useState<BulkResponse>()
  /** The values that the response is about. */
  const [sent, setSent] = useState<string>()
  /** Those of the list that failed with these values, and those that have changed since. */
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set())
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const isShown = useRef(false)
  const { kept, ...words } = useKeptFields(collection.slug, user?.id)
  const docPermissions = permissions?.collections?.[collection.slug]
  const options = editableFields(collection.fields, docPermissions?.fields)

  useIgnoreEscape(isBusy)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  const paths = fields.map(({ value }) => value)
  const typed = JSON.stringify(valuesOf(formState, paths))
  // Of another value the server has said nothing yet.
  const isCorrected = response !== undefined && typed !== sent
  const { changedSince = [], docs = [] } = response ?? {}
  const errors = (!isCorrected && response?.errors) || []
  const unchangeable = new Set([...changed, ...(isCorrected ? [] : failed)])
  useEffect(() => {
    if (fields.some(({ value }) => !isEmpty(formState[value])))
      words.keep({ paths, values: JSON.parse(typed) as KeptFields['values'] })
  }, [typed])

  /** `values`: what the fields hold then, in place of what stands in the form. */
  const choose = async (paths: string[], values?: KeptFields['values']) => {
    const chosen = paths.flatMap((path) => options.find((option) => option.value === path) ?? [])
    setBusy(true)
    const { state } = await getFormState({
      collectionSlug: collection.slug,
      docPermissions: docPermissions as never,
      docPreferences: { fields: {} },
      ...(values ? { data: values, formState: undefined } : { formState: getFields() }),
      operation: 'update',
      schemaPath: collection.slug,
      select: unflatten(Object.fromEntries(paths.map((path) => [path, true]))) as SelectType,
      skipValidation: true,
    })
    // A box that is not ticked means no, and Payload gives it no value.
    for (const { field, value } of chosen) {
      const box = field.type === 'checkbox' && state?.[value]
      if (box) box.value = Boolean(box.value)
    }
    setBusy(false)
    if (!state)
      return setProblem(
        'The fields could not be loaded: you are signed out, or the CMS does not answer. What you typed stays here: sign in in another tab, then choose the fields again.',
      )
    setProblem(undefined)
    dispatchFields({ type: 'UPDATE_MANY', formState: state })
    setFields(chosen)
  }

  /** With `rules`, also those that only their warnings stopped. */
  const save = async (publish: boolean, rules?: string[]) => {
    const state = getFields()
    const empty = fields.filter(({ value }) => isEmpty(state[value]))
    if (empty.length > 0) {
      const names = empty.map(({ label }) => `“${label}”`).join(' and ')
      return setProblem(
        `Nothing was changed. Fill in ${names}, or take out of the list above what is to stay as it is. To empty a field, open each document.`,
      )
    }
    const isReasonMissing = rules !== undefined && !reason.trim()
    setMissing(isReasonMissing)
    if (isReasonMissing) return document.getElementById(reasonId)?.focus()
    setProblem(undefined)
    setBusy(true)
    const data = valuesOf(state, paths)
    const warned = new Set(rules && errors.map(({ id }) => id))
    const except = [...unchangeable].filter((id) => !warned.has(id))
    const override = rules && { rules, reason }
    const answer = await requests.change('edit', list, { data, publish, except, override })
    setBusy(false)
    const named = answer.ok ? [...answer.body.errors, ...answer.body.changedSince] : []
    if (answer.ok && answer.body.docs.length > 0) words.forget()
    if (answer.ok && named.length === 0) {
      toast.success(answer.body.message)
      return onClose(true)
    }
    const message = answer.ok ? answer.body.message : answer.message
    if (!isShown.current) toast.error(message)
    if (!answer.ok) return setProblem(message)
    const failures = answer.body.errors.map(({ id }) => id)
    setFailed(new Set([...except, ...failures].filter((id) => !changed.has(id))))
    setChanged(new Set([...changed, ...answer.body.changedSince.map(({ id }) => id)]))
    setSent(JSON.stringify(data))
    setResponse(answer.body)
  }

  const hasDrafts = hasDraftsEnabled(collection)
  const rules = overridableRules(errors)
  // What could be done is done, and the list shows an older state of the others.
  const isOver = response && response.errors.length === 0
  const others = list.ids.filter((id) => !unchangeable.has(id))
  const isPossible = !isBusy && fields.length > 0 && others.length > 0
  const ofOthers = unchangeable.size > 0 ? ` of the other ${counted(others.length, collection)}` : ''
  return (
    <div className={styles.edit}>
      {kept && fields.length === 0 && (
        <div className={styles.buttons} role="alert">
          <p>
            What you typed here until <When at={new Date(kept.at).toISOString()} isShort /> was not saved.
          </p>
          <Button
            size="small"
            onClick={() => {
              words.take()
              void choose(kept.paths, kept.values)
            }}
          >
            Put it back
          </Button>
          <Button size="small" buttonStyle="secondary" onClick={words.forget}>
            Discard
          </Button>
        </div>
      )}
      <FieldLabel label="Fields to set to the same value in all of them" htmlFor="bulk-edit-fields" />
      <ReactSelect
        inputId="bulk-edit-fields"
        isMulti
        options={options}
        value={fields}
        onChange={(chosen) => void choose([chosen].flat().map(({ value }) => value as string))}
      />
      {fields.map(({ field, parentPath, value }) => (
        <RenderFields
          key={value}
          fields={[field]}
          forceRender
          parentIndexPath=""
          parentPath={parentPath}
          parentSchemaPath={[collection.slug, parentPath].filter(Boolean).join('.')}
          permissions
        />
      ))}
      {hasDrafts && canPublish(user) && <ManyNotAsked count={others.length} collection={collection} />}
      <div role="status">
        {isBusy ? 'One moment…' : problem}
        {errors.length > 0 && (
          <>
            <p>
              Nothing was changed: {errors.length} of {counted(list.ids.length, collection)} could not be.
            </p>
            <Failures failures={errors} collection={collection.slug} />
            {rules && (
              <ReasonField
                id={reasonId}
                value={reason}
                isRequired
                isMissing={isMissing}
                onChange={setReason}
              />
            )}
          </>
        )}
        {isOver && (
          <p>
            {docs.length > 0
              ? `${counted(docs.length, collection)} ${docs.length === 1 ? 'was' : 'were'} changed.`
              : 'Nothing was changed.'}
          </p>
        )}
        {changedSince.length > 0 && <ChangedSince documents={changedSince} collection={collection.slug} />}
      </div>
      <div className={styles.buttons}>
        {isOver && <Button onClick={() => onClose(true)}>Look at the list again</Button>}
        {!isOver && others.length > 0 && hasDrafts && (
          <Button buttonStyle="secondary" disabled={!isPossible} onClick={() => void save(false)}>
            Save drafts{ofOthers}
          </Button>
        )}
        {!isOver && rules && (
          <Button buttonStyle="secondary" disabled={isBusy} onClick={() => void save(true, rules)}>
            Publish changes of all {counted(others.length + errors.length, collection)}
          </Button>
        )}
        {!isOver && others.length > 0 && (!hasDrafts || canPublish(user)) && (
          <Button disabled={!isPossible} onClick={() => void save(true)}>
            {hasDrafts ? 'Publish changes' : 'Save'}
            {ofOthers}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Nothing, no text, or no rows. A box that is not ticked, and a zero, are values. */
function isEmpty(state: FormState[string] | undefined): boolean {
  const { rows, value } = state ?? {}
  return rows
    ? rows.length === 0
    : value === undefined || value === null || value === '' || isEmptyList(value)
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0

/** The values of these fields alone: one that was chosen and taken out again is still in the form. */
const valuesOf = (state: FormState, paths: string[]): Record<string, unknown> =>
  reduceFieldsToValues(
    Object.fromEntries(
      Object.entries(state).filter(([key]) =>
        paths.some((path) => key === path || key.startsWith(`${path}.`)),
      ),
    ),
    true,
  )
