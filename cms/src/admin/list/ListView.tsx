'use client'
import { DefaultListView, SelectionProvider, useListDrawerContext, useListQuery } from '@payloadcms/ui'
import type { ListViewClientProps } from 'payload'
import { useMemo } from 'react'
import { BulkActions } from './BulkActions'
import { WithLiveStatuses } from './StatusCell'

/**
 * Payload's list with bulk actions of our own. The rows get a selection of their own too, so Payload's header, whose bulk
 * actions send a filter instead of the documents that the user saw, has nothing selected and shows none.
 */
export function ListView(props: ListViewClientProps) {
  const { Table, viewType, disableBulkDelete, disableBulkEdit, hasDeletePermission, hasTrashPermission } =
    props
  const { isInDrawer } = useListDrawerContext()
  const { data } = useListQuery()
  const table = useMemo(
    () => (
      <SelectionProvider docs={data?.docs ?? []} totalDocs={data?.totalDocs ?? 0}>
        <BulkActions
          isTrash={viewType === 'trash'}
          mayEdit={!disableBulkEdit}
          mayDelete={!disableBulkDelete && Boolean(hasDeletePermission)}
          mayTrash={!disableBulkDelete && Boolean(hasTrashPermission)}
        />
        <WithLiveStatuses>{Table}</WithLiveStatuses>
      </SelectionProvider>
    ),
    [data, Table, viewType, disableBulkDelete, disableBulkEdit, hasDeletePermission, hasTrashPermission],
  )
  // A drawer to choose documents from has no bulk actions, and Payload's header counts its selection.
  if (isInDrawer) return <DefaultListView {...props} />
  // In the trash, Payload's header uses this permission only for its button “Empty trash”, which sends a filter too. And it puts
  // the list into no landmark.
  return (
    <main>
      <DefaultListView
        {...props}
        Table={table}
        hasDeletePermission={viewType === 'trash' ? false : hasDeletePermission}
      />
    </main>
  )
}
