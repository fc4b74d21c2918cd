import { createRoot } from 'react-dom/client';
import { ChatPage } from './ChatPage.js';

const root = document.getElementById('root');
if (root) createRoot(root).render(<ChatPage session={localStorage.getItem('lumen-session') ?? ''} />);
