-- Feeds that are watched, with the marks of their last answer for conditional requests.
CREATE TABLE feed (url VARCHAR PRIMARY KEY, etag VARCHAR, modified VARCHAR, fetched_at TIMESTAMP);
