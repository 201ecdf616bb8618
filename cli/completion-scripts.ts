// What a shell is told so that it asks `responder` what may come next. Bash, zsh and fish each have their own way.

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** Each line of `responder __complete` is a word, a tab, and what it is. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# responder completion bash: eval "$(responder completion bash)"
_responder() {
  local word line
  COMPREPLY=()
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    [[ -n $word ]] && COMPREPLY+=("$word")
  done < <(responder __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _responder responder
`,
  zsh: `# responder completion zsh: eval "$(responder completion zsh)", after compinit
_responder() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(responder __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe 'responder' found; else _files; fi
}
compdef _responder responder
`,
  fish: `# responder completion fish: responder completion fish | source
function __responder_complete
  set -l typed (commandline -opc) (commandline -ct)
  responder __complete -- $typed[2..-1] 2>/dev/null
end
complete -c responder -a '(__responder_complete)'
`,
};
