-- Runs inside Neovim (0.7 or later), headless: connects the language server, opens a file of the sample, makes one repair,
-- and notes in a JSON file what a person would see. Judges nothing; run.ts beside it does. The task comes as JSON in
-- AIRWORTHY_NVIM: command (list), root, file, rule, action (how the title begins), out (the file it writes).

local input = vim.fn.json_decode(vim.env.AIRWORTHY_NVIM)
local LIMIT_MS = 30000
local result = { diagnostics = {}, actions = {}, messages = {} }

local function finish(why)
  result.why = why
  vim.fn.writefile({ vim.fn.json_encode(result) }, input.out)
  vim.cmd('qall!')
end

local function shown(buffer)
  return vim.tbl_map(function(each)
    return { line = each.lnum + 1, code = each.code, source = each.source, severity = each.severity }
  end, vim.diagnostic.get(buffer))
end

local function has(buffer, code)
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    if each.code == code then return true end
  end
  return false
end

local function actions_at(client, buffer, diagnostic)
  local range = {
    start = { line = diagnostic.lnum, character = diagnostic.col },
    ['end'] = { line = diagnostic.end_lnum, character = diagnostic.end_col },
  }
  local answer = client.request_sync('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = range,
    context = { diagnostics = { diagnostic.user_data and diagnostic.user_data.lsp } },
  }, LIMIT_MS, buffer)
  return answer and answer.result or {}
end

local function main()
  vim.cmd('edit ' .. vim.fn.fnameescape(input.file))
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'airworthy',
    cmd = input.command,
    root_dir = input.root,
    workspace_folders = { { name = 'sample', uri = vim.uri_from_fname(input.root) } },
  })
  if not id then return finish('the server did not start') end
  vim.lsp.buf_attach_client(buffer, id)
  local arrived = vim.wait(LIMIT_MS, function() return has(buffer, input.rule) end, 50)
  result.diagnostics = shown(buffer)
  if not arrived then return finish('no diagnostic of ' .. input.rule) end

  local client = vim.lsp.get_client_by_id(id)
  local diagnostic
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    if each.code == input.rule then diagnostic = each end
  end
  local actions = actions_at(client, buffer, diagnostic)
  result.actions = vim.tbl_map(function(action) return action.title end, actions)
  local chosen
  for _, action in ipairs(actions) do
    if vim.startswith(action.title, input.action) then chosen = action end
  end
  if not chosen then return finish('no action ' .. input.action) end
  if not chosen.edit then
    local answer = client.request_sync('codeAction/resolve', chosen, LIMIT_MS, buffer)
    if answer and answer.err then return finish(answer.err.message) end
    chosen = answer and answer.result or chosen
  end
  if not chosen.edit then return finish('the action has no edit') end
  vim.lsp.util.apply_workspace_edit(chosen.edit, client.offset_encoding)
  result.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  result.cleared = vim.wait(LIMIT_MS, function() return not has(buffer, input.rule) end, 50)
  vim.lsp.stop_client(id)
  finish(nil)
end

local ok, problem = pcall(main)
if not ok then finish(tostring(problem)) end
