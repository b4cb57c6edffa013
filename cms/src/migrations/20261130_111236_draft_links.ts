import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`draft_links\` (
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`slug\` text NOT NULL,
  	\`document\` text,
  	\`token\` numeric,
  	\`draft\` text,
  	\`signature\` text NOT NULL,
  	\`user_id\` text NOT NULL,
  	\`user_name\` text,
  	\`made_at\` text NOT NULL,
  	\`expires_at\` text NOT NULL,
  	\`last_opened_at\` text
  );
  `)
  await db.run(sql`CREATE INDEX \`draft_links_expires_at_idx\` ON \`draft_links\` (\`expires_at\`);`)
  await db.run(sql`CREATE INDEX \`slug_document_2_idx\` ON \`draft_links\` (\`slug\`,\`document\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`draft_links\`;`)
}
