# The twelve questions of test_exports.py, asked of the CSV files in R: one file of answers for each question.
#
#   Rscript questions.R TABLES OUT

folders <- commandArgs(trailingOnly = TRUE)

rows_of <- function(name) {
  read.csv(file.path(folders[1], paste0(name, ".csv")), colClasses = "character", na.strings = character(0))
}

answer <- function(question, rows) {
  write.csv(rows, file.path(folders[2], paste0(question, ".csv")), row.names = FALSE)
}

counted <- function(names) as.data.frame(table(names), stringsAsFactors = FALSE)

parts <- function(cell) strsplit(cell, "; ", fixed = TRUE)[[1]]

articles <- rows_of("articles")
timeline <- rows_of("timeline")
network <- rows_of("network")

both <- mapply(function(doers, others) all(c("PER", "CHL") %in% c(parts(doers), parts(others))),
               timeline$doers, timeline$recipients)
between <- rbind(data.frame(actor = network$one, events = as.integer(network$events)),
                 data.frame(actor = network$other, events = as.integer(network$events)))

answer("how many reports", data.frame(nrow(articles)))
answer("how many reports of each outlet", counted(articles$publisher))
answer("what happened between two states", timeline[both, "id", drop = FALSE])
answer("which events somebody denies", timeline[as.integer(timeline$denying) > 0, "id", drop = FALSE])
answer("which have two independent sources",
       timeline[as.integer(timeline$independent) > 1, c("id", "independent")])
answer("where accounts contradict", rows_of("conflicts")[c("kind", "about")])
answer("who promised or threatened what by when", unique(rows_of("ledger")[c("id", "words", "deadline", "state")]))
answer("who is for and against what", unique(rows_of("positions")[c("actor", "matter", "position", "article")]))
answer("who is cited how often", rows_of("sources")[c("source", "citations")])
answer("who stands in the middle", aggregate(events ~ actor, between, sum))
answer("who belongs to which group", unique(rows_of("groups")[c("member", "group", "status")]))
answer("which numbers are given", rows_of("figures")[c("what", "value", "bound", "article")])
