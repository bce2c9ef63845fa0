-- Kept, and not yet in the search index: whoever reads next lets the index catch up first (store/search.rs), so that nobody who
-- keeps a glimmer waits for it. The places of glimmers; few, and mostly none.
create table behind (
  place integer primary key
) strict;
