"""What is wrong with a command line, in the language of the answer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from typer.core import TyperGroup


class Verbs(TyperGroup):
    """The verbs; a command line that cannot be read is told in Chinese unless English is asked for."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line."""
        named = {
            "prog_name": prog_name,
            "complete_var": complete_var,
            "windows_expand_args": windows_expand_args,
            **extra,
        }
        given = list(sys.argv[1:] if args is None else args)
        if not standalone_mode or _english(given):
            return super().main(args, standalone_mode=standalone_mode, **named)
        try:
            code = super().main(args, standalone_mode=False, **named)
        except Exception as error:
            message = getattr(error, "format_message", None)
            context = getattr(error, "ctx", None)
            if message is None or type(error).__name__ == "NoArgsIsHelpError":
                if not hasattr(error, "show"):
                    raise
                error.show()
            else:
                from hotline_desk.problems import visible

                print(f"用法有误：{visible(usage_zh(message()))}", file=sys.stderr)
                print(f"用法见 {context.command_path if context else 'hotline'} --help", file=sys.stderr)
            sys.exit(getattr(error, "exit_code", 2))
        sys.exit(code if isinstance(code, int) else 0)


def _english(args: list[str]) -> bool:
    if "--lang=en" in args or ("--lang", "en") in pairwise(args):
        return True
    return os.environ.get("HOTLINE_LANG") == "en" and "--lang" not in args


_ZH: tuple[tuple[str, str], ...] = (
    (r"No such option:? '?([^' ]+)'?\.?(?: (.*))?", "没有选项 {0}"),
    (r"No such command '(.*?)'\.?(?: (.*))?", "没有命令 {0}"),
    (r"Missing (?:argument|parameter):? '?(.*?)'?\.?", "缺少参数 {0}"),
    (r"Missing option '?(.*?)'?\.?", "缺少选项 {0}"),
    (r"Option '?(.*?)'? requires an argument\.?", "选项 {0} 后面要有一个值"),
    (r"Option '?(.*?)'? does not take a value\.?", "选项 {0} 后面没有值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", "多了参数 {0}"),
    (r"Invalid value for (.*?): .*'(.*)' is not one of (.*?)\.?", "{0}：见到 “{1}”；可接受：{2}"),
    (r"Invalid value for (.*?): .*(?:valid integer|parse string as an integer).*", "{0}：应为整数"),
    (r"Invalid value for (.*?): (?:Input should be|.*) greater than or equal to (\d+).*", "{0}：不小于 {1}"),
    (r"Invalid value for (.*?): (?:Input should be|.*) less than or equal to (\d+).*", "{0}：不大于 {1}"),
    (r"Invalid value for (.*?): (\d+) is not in the range (\d+)<=x<=(\d+)\.?", "{0}：见到 {1}；可接受：{2} 至 {3}"),
)


def usage_zh(text: str) -> str:
    """Say in Chinese what is wrong with a command line; what is not known comes back as it is."""
    for pattern, zh in _ZH:
        if found := re.fullmatch(pattern, re.sub(r" \(env var: '.*?'\)", "", text).strip(), re.DOTALL):
            parts = [(part or "").replace("'", "") for part in found.groups()]
            near = re.findall(r"(?<![\w-])(--?[\w-]+|[a-z]+)(?=[,)?'.])", found[2] or "") if len(parts) == 2 else []
            hint = f"；最接近：{'、'.join(near)}" if near and zh.startswith("没有") else ""
            return zh.format(*parts) + hint
    return text
