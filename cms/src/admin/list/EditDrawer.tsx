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
  useAuth,
  useForm,
  useModal,
  useServerFunctions,
} from '@payloadcms/ui'
import type { ClientCollectionConfig, ClientUser, FormState, SelectType } from 'payload'
import { hasDraftsEnabled, reduceFieldsToValues, unflatten } from 'payload/shared'
import { useEffect, useState } from 'react'
import type { BulkFailure, ListFilter, Selection } from '../../bulk/bulk-action'
import { canPublish } from '../../access/rules'
import styles from './BulkDialog.module.css'
import { useBulkRequests } from './bulk-requests'
import { counted } from './counted'
import { type EditableField, editableFields } from './editable-fields'
import { Failures } from './Failures'

interface Props {
  collection: ClientCollectionConfig
  filter: ListFilter
  onClose: (isDone: boolean) => void
}

const slug = 'bulk-edit'

/** Sets chosen fields of many documents to the same value: of those that the server found, all or none. */
export function EditDrawer({ collection, filter, onClose }: Props) {
  const { closeModal, openModal } = useModal()
  const { user } = useAuth()
  const requests = useBulkRequests(collection.slug)
  const [selection, setSelection] = useState<Selection>()
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    openModal(slug)
    void requests
      .select('edit', filter)
      .then((answer) => (answer.ok ? setSelection(answer.body) : setProblem(answer.message)))
    return () => closeModal(slug)
    // Only once: the list that the user saw when the drawer opened.
  }, [])

  const title = selection ? `Edit ${counted(selection.ids.length, collection)}` : 'Counting…'
  return (
    <Drawer slug={slug} title={title}>
      {problem && <p role="status">{problem}</p>}
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
              <Fields collection={collection} ids={selection.ids} onClose={onClose} />
            </Form>
          </OperationProvider>
        </DocumentInfoProvider>
      )}
    </Drawer>
  )
}

function Fields({ collection, ids, onClose }: Omit<Props, 'filter'> & { ids: string[] }) {
  const { permissions, user } = useAuth()
  const { getFormState } = useServerFunctions()
  const { dispatchFields, getFields } = useForm()
  const requests = useBulkRequests(collection.slug)
  const [fields, setFields] = useState<EditableField[]>([])
  const [failures, setFailures] = useState<BulkFailure[]>([])
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const docPermissions = permissions?.collections?.[collection.slug]
  const options = editableFields(collection.fields, docPermissions?.fields)

  const choose = async (paths: string[]) => {
    const chosen = paths.flatMap((path) => options.find((option) => option.value === path) ?? [])
    setBusy(true)
    const { state } = await getFormState({
      collectionSlug: collection.slug,
      docPermissions: docPermissions as never,
      docPreferences: { fields: {} },
      formState: getFields(),
      operation: 'update',
      schemaPath: collection.slug,
      select: unflatten(Object.fromEntries(paths.map((path) => [path, true]))) as SelectType,
      skipValidation: true,
    })
    if (state) dispatchFields({ type: 'UPDATE_MANY', formState: state })
    setFields(chosen)
    setBusy(false)
  }

  const save = async (chosen: string[], publish: boolean) => {
    setBusy(true)
    setProblem(undefined)
    const data = valuesOf(
      getFields(),
      fields.map(({ value }) => value),
    )
    const answer = await requests.change('edit', chosen, { data, publish })
    setBusy(false)
    if (!answer.ok) return setProblem(answer.message)
    if (answer.body.errors.length > 0) return setFailures(answer.body.errors)
    toast.success(answer.body.message)
    onClose(true)
  }

  const hasDrafts = hasDraftsEnabled(collection)
  const failed = new Set(failures.map(({ id }) => id))
  const others = ids.filter((id) => !failed.has(id))
  const isPossible = !isBusy && fields.length > 0 && others.length > 0
  const ofOthers = failed.size > 0 ? ` of the other ${counted(others.length, collection)}` : ''
  return (
    <div className={styles.edit}>
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
      <div role="status">
        {problem}
        {failures.length > 0 && (
          <>
            <p>
              Nothing was changed: {failures.length} of {counted(ids.length, collection)} could not be.
            </p>
            <Failures failures={failures} collection={collection.slug} />
          </>
        )}
      </div>
      <div className={styles.buttons}>
        {hasDrafts && (
          <Button buttonStyle="secondary" disabled={!isPossible} onClick={() => void save(others, false)}>
            Save drafts{ofOthers}
          </Button>
        )}
        {(!hasDrafts || canPublish(user)) && (
          <Button disabled={!isPossible} onClick={() => void save(others, true)}>
            {hasDrafts ? 'Publish changes' : 'Save'}
            {ofOthers}
          </Button>
        )}
      </div>
    </div>
  )
}

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
