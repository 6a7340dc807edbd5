"""The commands that build, check and publish the coach, one module for each group."""

from publishing.commands import content, lambda_stack, listener, locales, model, package

COMMANDS = (
    content.content,
    lambda_stack.lambda_,
    listener.listener,
    locales.locale,
    model.model,
    package.package,
)
