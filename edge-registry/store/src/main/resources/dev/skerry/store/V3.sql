-- Which nodes have reported a plan as done; the log says when each was first seen to.
CREATE TABLE plan_node (
  product TEXT NOT NULL,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (product, channel, name, digest, node)
) STRICT, WITHOUT ROWID;
