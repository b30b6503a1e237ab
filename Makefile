# The one entry to the project. Every target installs what it needs first; a second run finds it there.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help demo test check peers bench flow-demo serve scheduler worker cluster-demo screenshots format lock clean run-ready flows-ready cluster-ready dev-ready

help: ## các lệnh ở đây / the commands here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: run-ready ## phát hành thử một đợt mẫu / launch an example campaign
	@sh scripts/demo.sh

test: dev-ready ## chạy kiểm thử, trừ phần chạy lâu / run the tests but for the slow ones, which make check runs too
	$(BIN)/pytest -n 2 -rs -m "not slow" $(ARGS)
	@echo "Chưa chạy các kiểm thử lâu: make check chạy tất cả. / The slow tests were left out: make check runs them all."

check: dev-ready ## kiểm tra quy ước, kiểu, lớp và mọi kiểm thử / lint, types, import contracts, glossary and all tests
	@sh scripts/check.sh $(ARGS)

peers: ## cài LibreOffice, Chromium … cho kiểm thử / install the other programs that tests use
	@sh scripts/system_packages.sh peers

bench: dev-ready ## đo tốc độ và bộ nhớ / measure speed and memory
	$(BIN)/python -m benchmarks.run $(ARGS)

flow-demo: flows-ready ## chạy đợt mẫu bằng Prefect / run an example under Prefect
	@sh scripts/flow_demo.sh

serve: flows-ready ## chạy máy chủ của cơ quan: Prefect, trang đầu / run the office's server until Ctrl-C
	@sh scripts/serve.sh $(ARGS)

scheduler: cluster-ready ## điều phối cụm máy vẽ (HOST=…) / run the scheduler of a Dask cluster until Ctrl-C
	@sh scripts/scheduler.sh

worker: cluster-ready ## cho cụm mượn máy này (ADDRESS=tcp://…) / draw letters for a Dask cluster until Ctrl-C
	@sh scripts/worker.sh $(ADDRESS)

cluster-demo: dev-ready ## phát hành 2.000 văn bản trên hai máy vẽ và kho S3 thử / launch on two Dask workers and a trial S3, compared
	@$(BIN)/python -m scripts.cluster_demo $(ARGS)

screenshots: dev-ready ## chụp các màn hình vào output/man-hinh / take pictures of every screen
	$(BIN)/python -m scripts.screenshots $(ARGS)

format: dev-ready ## sửa cách trình bày mã nguồn / format the code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

lock: ## khóa lại phiên bản thư viện / lock the packages anew (UPGRADE=1 for newer ones)
	@sh scripts/lock.sh

clean: ## xóa .venv và bộ nhớ đệm, giữ output/ / remove .venv and caches, keep output/
	rm -rf .venv .venv-tools .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

run-ready flows-ready cluster-ready dev-ready:
	@sh scripts/install.sh $(@:-ready=)
