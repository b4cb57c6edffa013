import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`live_findings\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`group\` text NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`title\` text,
  	\`rule\` text,
  	\`field\` text,
  	\`message\` text,
  	\`due\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`group_due_idx\` ON \`live_findings\` (\`group\`,\`due\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_4_idx\` ON \`live_findings\` (\`slug\`,\`document\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`live_findings\`;`)
}
